#![allow(clippy::unwrap_used)]

use uuid::Uuid;

use super::*;
use crate::testing::TestDb;
use crate::users::{self, NewUser};
use crate::{Conn, Error, args, new_id, tenants::HOME};

crate::on_both_engines![
    an_album_goes_with_its_memberships_only,
    what_is_absent_from_a_change_stays,
    a_cover_that_does_not_exist_is_refused,
];

async fn owner(conn: &mut Conn) -> Uuid {
    let new = NewUser {
        tenant: HOME,
        username: "mia",
        display_name: "Mia",
        password_hash: "-",
        webauthn_handle: vec![1],
    };
    users::insert(conn, new, 1).await.unwrap()
}

async fn asset(conn: &mut Conn, owner: Uuid) -> Uuid {
    let id = new_id();
    conn.exec(
        "INSERT INTO assets (id, tenant_id, origin, owner_id, kind, original_filename, filename_key, mime_type,
         file_size, upload_time, sort_time, day_key, status, state, created_at, updated_at)
         VALUES ($1, $2, 'library', $3, 'PHOTO', 'a', 'a', 'image/jpeg', 1, 1, 1, 19700101, '{}', 'complete', 1, 1)",
        args![id, HOME, owner],
    )
    .await
    .unwrap();
    id
}

fn trip(owner: Uuid) -> NewAlbum<'static> {
    NewAlbum {
        id: new_id(),
        tenant: HOME,
        owner,
        name: "Trip",
        description: Some("Sea"),
        cover: None,
        album_type: AlbumType::Bio,
    }
}

async fn an_album_goes_with_its_memberships_only(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let owner = owner(&mut conn).await;
    let photo = asset(&mut conn, owner).await;
    let album = NewAlbum { cover: Some(photo), ..trip(owner) };
    insert(&mut conn, &album, 1).await.unwrap();
    add(&mut conn, album.id, photo, Some(3), 7).await.unwrap();
    let [membership]: [Membership; 1] = of_asset(&mut conn, photo).await.unwrap().try_into().unwrap();
    assert_eq!((membership.album.id, membership.position, membership.added_at), (album.id, Some(3), 7));

    delete(&mut conn, album.id).await.unwrap();
    assert_eq!(of_asset(&mut conn, photo).await.unwrap(), []);
    assert!(crate::assets::get(&mut conn, HOME, photo).await.unwrap().is_some());
}

async fn what_is_absent_from_a_change_stays(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let owner = owner(&mut conn).await;
    let new = trip(owner);
    insert(&mut conn, &new, 1).await.unwrap();
    update(&mut conn, new.id, &Changes::default(), 5).await.unwrap();
    let number: i64 = conn.scalar("SELECT number FROM albums WHERE id = $1", args![new.id]).await.unwrap();
    let album = get_by_number(&mut conn, HOME, number).await.unwrap().unwrap();
    assert_eq!((album.name.as_str(), album.description.as_deref()), ("Trip", Some("Sea")));
    assert_eq!((album.album_type, album.created_at, album.updated_at), (AlbumType::Bio, 1, 5));
}

async fn a_cover_that_does_not_exist_is_refused(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let album = NewAlbum { cover: Some(new_id()), ..trip(owner(&mut conn).await) };
    let refused = insert(&mut conn, &album, 1).await.unwrap_err();
    assert!(matches!(refused, Error::ForeignKey(_)), "{refused}");
}
