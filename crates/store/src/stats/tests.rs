#![allow(clippy::unwrap_used)]

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::assets::{Kind, NewAsset, Origin, Placement, insert, put_specific, trash};
use crate::testing::TestDb;
use crate::users::{self, NewUser};
use crate::{Engine, Values, new_id, tenants::HOME};

crate::on_both_engines![
    every_statistic_counts_what_its_view_shows,
    a_day_before_1970_is_that_day,
    no_statistic_opens_a_row,
];

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

async fn repository(conn: &mut Conn, path: &str) -> Uuid {
    let id = new_id();
    conn.exec(
        "INSERT INTO repositories (id, tenant_id, name, path, role, storage_strategy, duplicate_handling, created_at,
         updated_at) VALUES ($1, $2, $3, $3, 'regular', 'date', 'rename', 1, 1)",
        args![id, HOME, path],
    )
    .await
    .unwrap();
    id
}

/// A photo taken then, with a camera, a lens and a focal length.
async fn photo(conn: &mut Conn, owner: Option<Uuid>, repository: Uuid, taken: i64, focal: f64) -> Uuid {
    let new = NewAsset {
        id: new_id(),
        tenant: HOME,
        origin: Origin::Library,
        owner,
        repository: Some(repository),
        kind: Kind::Photo,
        original_filename: "a.jpg".to_owned(),
        storage_path: String::new(),
        staged_path: None,
        mime_type: "image/jpeg".to_owned(),
        file_size: 10,
        file_mtime: None,
        hash: None,
        refuse_duplicates: false,
        taken_time: Some(taken),
        status: json!({"state": "processing"}),
    };
    insert(conn, &new, 1).await.unwrap();
    let place = Placement {
        camera_model: Some("X".to_owned()),
        lens_model: Some(format!("{focal} mm")),
        focal_length: Some(focal),
        ..Placement::default()
    };
    put_specific(conn, new.id, &json!({}), &place, 1).await.unwrap();
    new.id
}

fn all() -> View {
    View { scope: Scope::Everything, repository: None }
}

async fn every_statistic_counts_what_its_view_shows(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let (ada, mia) = (user(&mut conn, "ada").await, user(&mut conn, "mia").await);
    let (home, away) = (repository(&mut conn, "/home").await, repository(&mut conn, "/away").await);
    photo(&mut conn, Some(ada), home, 20_000 * DAY, 35.0).await;
    photo(&mut conn, Some(mia), home, 20_000 * DAY + 1, 50.0).await;
    photo(&mut conn, Some(mia), away, 20_001 * DAY + DAY / 2, 50.0).await;
    photo(&mut conn, None, away, 20_002 * DAY, 35.0).await;
    let gone = photo(&mut conn, Some(mia), home, 20_003 * DAY, 24.0).await;
    trash(&mut conn, gone, 5).await.unwrap();

    let mine = View { scope: Scope::Owner(mia), ..all() };
    for (view, focal, hours_of, days_of) in [
        (
            all(),
            vec![(35.0, 2), (50.0, 2)],
            vec![(0, 3), (12, 1)],
            vec![(20_000, 2), (20_001, 1), (20_002, 1)],
        ),
        (mine, vec![(50.0, 2)], vec![(0, 1), (12, 1)], vec![(20_000, 1), (20_001, 1)]),
        (View { repository: Some(away), ..mine }, vec![(50.0, 1)], vec![(12, 1)], vec![(20_001, 1)]),
        (
            View { repository: Some(away), ..all() },
            vec![(35.0, 1), (50.0, 1)],
            vec![(0, 1), (12, 1)],
            vec![(20_001, 1), (20_002, 1)],
        ),
    ] {
        let found = focal_lengths(&mut conn, view, 50).await.unwrap();
        assert_eq!(found.iter().map(|f| (f.focal_length, f.count)).collect::<Vec<_>>(), focal);
        let pairs = cameras_and_lenses(&mut conn, view, 50).await.unwrap();
        let expected: Vec<_> = focal.iter().map(|(f, n)| ("X".to_owned(), format!("{f} mm"), *n)).collect();
        assert_eq!(
            pairs.into_iter().map(|p| (p.camera_model, p.lens_model, p.count)).collect::<Vec<_>>(),
            expected
        );
        let plain = |found: Vec<Bucket>| found.iter().map(|b| (b.unit, b.count)).collect::<Vec<_>>();
        assert_eq!(plain(hours(&mut conn, view).await.unwrap()), hours_of);
        assert_eq!(plain(days(&mut conn, view, i64::MIN..=i64::MAX).await.unwrap()), days_of);
    }
    assert_eq!(focal_lengths(&mut conn, all(), 1).await.unwrap().len(), 1);
    let some = days(&mut conn, all(), 20_001..=20_001).await.unwrap();
    assert_eq!(some, [Bucket { unit: 20_001, count: 1 }]);
}

async fn a_day_before_1970_is_that_day(db: TestDb) {
    let mut conn = db.write().await.unwrap();
    let home = repository(&mut conn, "/home").await;
    for taken in [-DAY - 1, -DAY, -1, 0, DAY - 1, DAY] {
        photo(&mut conn, None, home, taken, 35.0).await;
    }
    for repository in [None, Some(home)] {
        let view = View { repository, ..all() };
        let found = days(&mut conn, view, i64::MIN..=i64::MAX).await.unwrap();
        let found: Vec<_> = found.iter().map(|b| (b.unit, b.count)).collect();
        assert_eq!(found, [(-2, 1), (-1, 2), (0, 2), (1, 1)]);
        let last_of_1969 = days(&mut conn, view, -1..=-1).await.unwrap();
        assert_eq!(last_of_1969, [Bucket { unit: -1, count: 2 }]);
        let hours: Vec<_> = hours(&mut conn, view).await.unwrap().iter().map(|b| (b.unit, b.count)).collect();
        assert_eq!(hours, [(0, 3), (23, 3)]);
    }
}

/// Asks SQLite how it will answer. PostgreSQL decides by its statistics, so there the statements only have to parse.
async fn no_statistic_opens_a_row(db: TestDb) {
    let mut conn = db.read().await.unwrap();
    let owner = Scope::Owner(new_id());
    for scope in [Scope::Everything, owner] {
        for repository in [None, Some(new_id())] {
            let view = View { scope, repository };
            let limited = args![view.owner(), view.repository, 50_i64];
            let statements: [(String, Values); 3] = [
                (focal_lengths_sql(view), limited.clone()),
                (cameras_and_lenses_sql(view), limited),
                (hours_sql(view), args![view.owner(), view.repository]),
            ];
            for (sql, values) in statements {
                if conn.engine() == Engine::Postgres {
                    conn.exec(&sql, values).await.unwrap();
                    continue;
                }
                let plan: Vec<(i64, i64, i64, String)> =
                    conn.all(&format!("EXPLAIN QUERY PLAN {sql}"), values).await.unwrap();
                let reads: Vec<_> = plan
                    .into_iter()
                    .map(|(_, _, _, step)| step)
                    .filter(|s| s.starts_with("SEARCH") || s.starts_with("SCAN"))
                    .collect();
                assert!(!reads.is_empty(), "{sql}");
                assert!(reads.iter().all(|step| step.contains("COVERING INDEX")), "{reads:?}\n{sql}");
            }
        }
    }
}
