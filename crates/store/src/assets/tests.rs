#![allow(clippy::unwrap_used)]

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::testing::TestDb;
use crate::users::{self, NewUser};
use crate::{Conn, Micros, args, new_id, tenants::HOME};

crate::on_both_engines![
    lists_and_totals_agree_with_a_plain_model,
    a_deep_page_is_the_same_page,
    the_trash_is_another_shelf,
    the_same_upload_is_refused_once_for_each_owner,
    file_names_are_found_by_every_operator,
    a_month_folds_into_columns,
    a_box_may_cross_the_date_line,
];

const DAY: Micros = 86_400_000_000;

async fn user(conn: &mut Conn, name: &str) -> Uuid {
    let new = NewUser {
        tenant: HOME,
        username: name,
        display_name: name,
        password_hash: "-",
        webauthn_handle: vec![1],
    };
    users::insert(conn, new, 1).await.unwrap()
}

fn photo(owner: Uuid, name: &str, taken: Micros) -> NewAsset {
    NewAsset {
        id: new_id(),
        tenant: HOME,
        origin: Origin::Library,
        owner: Some(owner),
        repository: None,
        kind: Kind::Photo,
        original_filename: name.to_owned(),
        storage_path: String::new(),
        staged_path: None,
        mime_type: "image/jpeg".to_owned(),
        file_size: 10,
        file_mtime: None,
        hash: None,
        refuse_duplicates: false,
        taken_time: Some(taken),
        status: json!({"state": "processing"}),
    }
}

/// What the model keeps of a row.
#[derive(Clone, Debug)]
struct Plain {
    id: Uuid,
    owner: Uuid,
    kind: Kind,
    taken: Micros,
    liked: bool,
    trashed: bool,
    stack: Option<(Uuid, i64)>,
}

/// A pseudo-random sequence that is the same in every run.
fn dice(state: &mut u64, sides: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % sides
}

/// Some hundred assets of two owners: kinds, likes, trash, and stacks of one to three members.
async fn populate(db: &TestDb, amount: u64) -> (Vec<Uuid>, Vec<Plain>) {
    let mut conn = db.write().await.unwrap();
    let owners = vec![user(&mut conn, "ada").await, user(&mut conn, "mia").await];
    let mut state = 7;
    let mut rows: Vec<Plain> = Vec::new();
    for n in 0..amount {
        let owner = owners[usize::try_from(dice(&mut state, 2)).unwrap()];
        let kind = [Kind::Photo, Kind::Photo, Kind::Video][usize::try_from(dice(&mut state, 3)).unwrap()];
        // Most close together, some over years, and some around 1970, where division changes its direction.
        let (from, days) =
            [(19_000, 13), (19_000, 13), (15_000, 1500), (-150, 300)][usize::try_from(n % 4).unwrap()];
        let taken = DAY * from + i64::try_from(dice(&mut state, days * 3)).unwrap() * DAY / 3;
        let new = NewAsset { kind, ..photo(owner, &format!("img_{n}.jpg"), taken) };
        insert(&mut conn, &new, DAY * 20_000 + i64::try_from(n).unwrap() * DAY / 7).await.unwrap();
        let liked = dice(&mut state, 4) == 0;
        if liked {
            put_liked(&mut conn, new.id, true, 1).await.unwrap();
        }
        let mut row = Plain { id: new.id, owner, kind, taken, liked, trashed: false, stack: None };
        // Every third asset joins the stack of an earlier one of the same owner.
        if dice(&mut state, 3) == 0 {
            let partner = rows.iter().rev().find(|r| r.owner == owner).cloned();
            if let Some(partner) = partner {
                let (stack, position) = match partner.stack {
                    Some((stack, _)) => {
                        (stack, rows.iter().filter(|r| r.stack.is_some_and(|s| s.0 == stack)).count())
                    }
                    None => {
                        let stack = new_id();
                        conn.exec(
                            "INSERT INTO stacks (id, tenant_id, kind, created_at) VALUES ($1, $2, 'manual', 1)",
                            args![stack, HOME],
                        )
                        .await
                        .unwrap();
                        join(&mut conn, partner.id, stack, 0).await;
                        rows.iter_mut().find(|r| r.id == partner.id).unwrap().stack = Some((stack, 0));
                        (stack, 1)
                    }
                };
                let position = i64::try_from(position).unwrap();
                join(&mut conn, new.id, stack, position).await;
                cover_stack(&mut conn, stack).await.unwrap();
                row.stack = Some((stack, position));
            }
        }
        if dice(&mut state, 6) == 0 {
            assert_eq!(trash(&mut conn, new.id, 5).await.unwrap(), Trashed::Done);
            row.trashed = true;
        }
        rows.push(row);
    }
    conn.commit().await.unwrap();
    (owners, rows)
}

async fn join(conn: &mut Conn, asset: Uuid, stack: Uuid, position: i64) {
    conn.exec(
        "UPDATE assets SET stack_id = $2, stack_position = $3 WHERE id = $1",
        args![asset, stack, position],
    )
    .await
    .unwrap();
}

/// What the list must be: matching singles, and the cover of each stack in which something matches.
fn expected(rows: &[Plain], filter: &Filter, collapsed: bool) -> Vec<Uuid> {
    let on_shelf = |r: &Plain| r.trashed == (filter.shelf == Shelf::Trash);
    let matches = |r: &Plain| {
        on_shelf(r)
            && match filter.scope {
                Scope::Everything => true,
                Scope::Owner(o) => r.owner == o,
            }
            && (filter.kinds.is_empty() || filter.kinds.contains(&r.kind))
            && filter.liked.is_none_or(|l| r.liked == l)
    };
    let mut picked: Vec<&Plain> = Vec::new();
    for row in rows.iter().filter(|r| matches(r)) {
        let item = match row.stack {
            Some((stack, _)) if collapsed => rows
                .iter()
                .filter(|r| on_shelf(r) && r.stack.is_some_and(|s| s.0 == stack))
                .min_by_key(|r| r.stack.unwrap().1)
                .unwrap(),
            _ => row,
        };
        if !picked.iter().any(|p| p.id == item.id) {
            picked.push(item);
        }
    }
    picked.sort_by_key(|r| std::cmp::Reverse((r.taken, r.id)));
    picked.iter().map(|r| r.id).collect()
}

async fn lists_and_totals_agree_with_a_plain_model(db: TestDb) {
    let (owners, rows) = populate(&db, 300).await;
    let mut conn = db.read().await.unwrap();
    let mut cases = Vec::new();
    for scope in [Scope::Everything, Scope::Owner(owners[0])] {
        for shelf in [Shelf::Listed, Shelf::Trash] {
            let plain = Filter::new(HOME, scope, shelf);
            cases.push(Filter { kinds: vec![Kind::Video], ..plain.clone() });
            cases.push(Filter { liked: Some(true), ..plain.clone() });
            cases.push(Filter { liked: Some(false), kinds: vec![Kind::Photo], ..plain.clone() });
            cases.push(plain);
        }
    }
    for filter in cases {
        for collapsed in [false, true] {
            let want = expected(&rows, &filter, collapsed);
            let mut got = Vec::new();
            while let page = list(
                &mut conn,
                &filter,
                Sort::Captured,
                collapsed,
                Page { limit: 37, offset: i64::try_from(got.len()).unwrap() },
            )
            .await
            .unwrap()
                && !page.is_empty()
            {
                got.extend(page.into_iter().map(|a| a.id));
            }
            assert_eq!(got, want, "{filter:?} collapsed: {collapsed}");
            let totals = count(&mut conn, &filter, collapsed).await.unwrap();
            assert_eq!(
                totals.visible,
                i64::try_from(want.len()).unwrap(),
                "{filter:?} collapsed: {collapsed}"
            );
            assert_eq!(totals.assets, i64::try_from(expected(&rows, &filter, false).len()).unwrap());
        }
    }
}

async fn a_deep_page_is_the_same_page(db: TestDb) {
    let (owners, rows) = populate(&db, 1500).await;
    let mut conn = db.read().await.unwrap();
    for (scope, sort) in [(Scope::Everything, Sort::Captured), (Scope::Owner(owners[1]), Sort::Captured)] {
        let filter = Filter::new(HOME, scope, Shelf::Listed);
        for collapsed in [false, true] {
            let want = expected(&rows, &filter, collapsed);
            for offset in
                [0, 499].into_iter().chain((500..want.len()).step_by(23)).chain([want.len() - 3, want.len()])
            {
                let page = Page { limit: 10, offset: i64::try_from(offset).unwrap() };
                let got: Vec<Uuid> = list(&mut conn, &filter, sort, collapsed, page)
                    .await
                    .unwrap()
                    .iter()
                    .map(|a| a.id)
                    .collect();
                let from = offset.min(want.len());
                assert_eq!(got, want[from..(from + 10).min(want.len())], "offset {offset}");
            }
        }
    }
    let filter = Filter::new(HOME, Scope::Everything, Shelf::Listed);
    let mut want: Vec<Uuid> = rows.iter().filter(|r| !r.trashed).map(|r| r.id).collect();
    want.reverse();
    for offset in (500..want.len() - 5).step_by(37) {
        let page = Page { limit: 5, offset: i64::try_from(offset).unwrap() };
        let got = list(&mut conn, &filter, Sort::Added, false, page).await.unwrap();
        assert_eq!(got.iter().map(|a| a.id).collect::<Vec<_>>(), want[offset..offset + 5]);
    }
}

async fn the_trash_is_another_shelf(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let ada = user(&mut conn, "ada").await;
    let new = photo(ada, "a.jpg", DAY);
    insert(&mut conn, &new, DAY).await.unwrap();
    assert_eq!(trash(&mut conn, new.id, 7).await.unwrap(), Trashed::Done);
    assert_eq!(trash(&mut conn, new.id, 8).await.unwrap(), Trashed::NotListed);
    let asset = get(&mut conn, HOME, new.id).await.unwrap().unwrap();
    assert_eq!((asset.shelf, asset.deleted_at, asset.owner_number), (Shelf::Trash, Some(7), Some(1)));
    restore(&mut conn, new.id, 9).await.unwrap();
    restore(&mut conn, new.id, 9).await.unwrap();
    let asset = get(&mut conn, HOME, new.id).await.unwrap().unwrap();
    assert_eq!((asset.shelf, asset.deleted_at), (Shelf::Listed, None));
}

async fn the_same_upload_is_refused_once_for_each_owner(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let (ada, mia) = (user(&mut conn, "ada").await, user(&mut conn, "mia").await);
    let repository = new_id();
    conn.exec(
        "INSERT INTO repositories (id, tenant_id, name, path, role, storage_strategy, duplicate_handling, created_at,
         updated_at) VALUES ($1, $2, 'p', '/p', 'primary', 'date', 'rename', 1, 1)",
        args![repository, HOME],
    )
    .await
    .unwrap();
    let new = |owner| NewAsset {
        repository: Some(repository),
        hash: Some("ab".repeat(32)),
        refuse_duplicates: true,
        ..photo(owner, "a.jpg", DAY)
    };
    let first = new(ada);
    insert(&mut conn, &first, 1).await.unwrap();
    insert(&mut conn, &new(mia), 1).await.unwrap();
    conn.commit().await.unwrap();

    let mut conn = db.write().await.unwrap();
    let error = insert(&mut conn, &new(ada), 1).await.unwrap_err();
    assert!(error.is_unique("dedupe"), "{error}");
    drop(conn);

    let mut conn = db.write().await.unwrap();
    trash(&mut conn, first.id, 2).await.unwrap();
    insert(&mut conn, &new(ada), 3).await.unwrap();
    assert!(by_hash(&mut conn, repository, Some(ada), &"ab".repeat(32)).await.unwrap().is_some());
}

async fn file_names_are_found_by_every_operator(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let ada = user(&mut conn, "ada").await;
    for name in ["Holiday 2024.JPG", "100%_done.png", "holiday.jpg", "ÄÖ straße.heic"] {
        insert(&mut conn, &photo(ada, name, DAY), 1).await.unwrap();
    }
    for (how, text, want) in [
        (NameMatch::Contains, "HOLI", 2),
        (NameMatch::Contains, "20", 1),
        (NameMatch::Contains, "%_", 1),
        (NameMatch::Contains, "straße", 1),
        (NameMatch::Contains, "", 4),
        (NameMatch::StartsWith, "holiday", 2),
        (NameMatch::StartsWith, "oliday", 0),
        (NameMatch::EndsWith, ".jpg", 2),
        (NameMatch::EndsWith, ".heic", 1),
        (NameMatch::Matches, "holiday.jpg", 1),
        (NameMatch::Matches, "holiday%", 2),
        (NameMatch::Matches, "h_liday.jpg", 1),
        (NameMatch::Contains, "' OR 1=1 --", 0),
        (NameMatch::Contains, "\"quoted\"", 0),
    ] {
        let mut filter = Filter::new(HOME, Scope::Owner(ada), Shelf::Listed);
        filter.filename = Some(FilenameFilter { value: text.to_owned(), how });
        let totals = count(&mut conn, &filter, true).await.unwrap();
        assert_eq!(totals.visible, want, "{how:?} {text:?}");
    }
}

async fn a_month_folds_into_columns(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let ada = user(&mut conn, "ada").await;
    // 2022-01-08 and 2022-01-09; the third is the month after.
    let taken = [DAY * 19_000, DAY * 19_001, DAY * 19_030];
    let mut ids = Vec::new();
    for at in taken {
        let new = photo(ada, "a.jpg", at);
        insert(&mut conn, &new, 1).await.unwrap();
        ids.push(new.id);
    }
    conn.exec(
        "UPDATE assets SET width = 300, height = 200, thumbhash = $2, state = 'complete', liked = TRUE,
         duration_ms = 61500 WHERE id = $1",
        args![ids[1], vec![0xab_u8, 0x01]],
    )
    .await
    .unwrap();
    let filter = Filter::new(HOME, Scope::Owner(ada), Shelf::Listed);
    let found = months(&mut conn, &filter).await.unwrap();
    assert_eq!(found, [Month { month: 202_202, count: 1 }, Month { month: 202_201, count: 2 }]);
    let liked = Filter { liked: Some(true), ..filter.clone() };
    assert_eq!(months(&mut conn, &liked).await.unwrap(), [Month { month: 202_201, count: 1 }]);
    let columns = month(&mut conn, &filter, 202_201).await.unwrap();
    assert_eq!(columns.ids, [ids[1], ids[0]]);
    assert_eq!(columns.days, [9, 8]);
    assert_eq!(columns.ratios, [150, 0]);
    assert_eq!(columns.kinds, "PP");
    assert_eq!(columns.flags, [1, 4]);
    assert_eq!(columns.thumbhashes, [vec![0xab, 0x01], vec![]]);
    assert_eq!(columns.seconds, [61, 0]);
}

async fn a_box_may_cross_the_date_line(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let ada = user(&mut conn, "ada").await;
    for longitude in [179.5, -179.5, 0.0] {
        let new = photo(ada, "a.jpg", DAY);
        insert(&mut conn, &new, 1).await.unwrap();
        let place =
            Placement { gps_latitude: Some(10.0), gps_longitude: Some(longitude), ..Placement::default() };
        put_specific(&mut conn, new.id, &json!({}), &place, 2).await.unwrap();
    }
    for (west, east, want) in [(170.0, -170.0, 2), (-1.0, 1.0, 1), (170.0, 180.0, 1)] {
        let mut filter = Filter::new(HOME, Scope::Owner(ada), Shelf::Listed);
        filter.location = Some(GeoBox { south: 11.0, north: 9.0, west, east });
        assert_eq!(count(&mut conn, &filter, true).await.unwrap().visible, want, "{west}..{east}");
    }
}
