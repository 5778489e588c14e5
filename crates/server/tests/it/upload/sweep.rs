//! Uploads end by themselves.

use std::time::Duration;

use calotype_core::deposits;

use super::build::*;
use crate::app::{TestApp, on_both_engines};

on_both_engines![
    a_form_nobody_used_expires_and_is_forgotten,
    a_file_is_removed_when_its_time_is_over,
    the_job_sweeps,
    what_no_row_refers_to_is_removed_when_it_is_old,
];

async fn a_form_nobody_used_expires_and_is_forgotten(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.promised().await["upload_id"].clone();
    app.clock.advance(Duration::from_secs(359));
    sweep(&app).await;
    assert_eq!(mia.state(&id).await, "pending", "clocks may differ by a minute");
    app.clock.advance(Duration::from_secs(1));
    sweep(&app).await;
    assert_eq!(mia.state(&id).await, "expired");
    sweep(&app).await;
    let events = app.events().await;
    assert_eq!(events.iter().filter(|event| event.kind == "upload.expired").count(), 1);
    app.clock.advance(Duration::from_secs(24 * 3600));
    sweep(&app).await;
    assert_eq!(mia.state(&id).await, "gone");
}

async fn a_file_is_removed_when_its_time_is_over(app: TestApp) {
    let mia = program(&app, "mia").await;
    let promise = mia.promised().await;
    assert_eq!(post_file(&app, &fields(&promise), b"{}").await.status, 201);
    app.clock.advance(Duration::from_secs(86_399));
    sweep(&app).await;
    assert_eq!((mia.state(&promise["upload_id"]).await.as_str(), stored(&app).await), ("completed", 1));
    app.clock.advance(Duration::from_secs(1));
    sweep(&app).await;
    assert_eq!((mia.state(&promise["upload_id"]).await.as_str(), stored(&app).await), ("expired", 0));
}

async fn the_job_sweeps(app: TestApp) {
    let mia = program(&app, "mia").await;
    let id = mia.promised().await["upload_id"].clone();
    app.clock.advance(Duration::from_secs(360));
    let mut tx = app.core.db.write().await.unwrap();
    calotype_queue::enqueue(&mut tx, &calotype_core::jobs::sweep_deposits::SweepDeposits {}).await.unwrap();
    tx.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(mia.state(&id).await, "expired");
}

async fn what_no_row_refers_to_is_removed_when_it_is_old(app: TestApp) {
    let promise = program(&app, "mia").await.promised().await;
    assert_eq!(post_file(&app, &fields(&promise), b"{}").await.status, 201);
    let key = calotype_files::objects::ObjectKey::Upload {
        tenant: calotype_store::tenants::HOME,
        upload: calotype_store::new_id(),
    };
    app.core.objects.put(&key, bytes::Bytes::from_static(b"left")).await.unwrap();
    let temporary = app.core.scratch().join("deposit-left");
    std::fs::write(&temporary, b"half").unwrap();
    assert_eq!(deposits::sweep_objects(&app.core).await.unwrap(), 0, "what is young may still be wanted");
    let old = std::time::SystemTime::now() - Duration::from_secs(3601);
    for path in [app.core.config.data_dir.join("objects").join(key.path()), temporary] {
        std::fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }
    assert_eq!(deposits::sweep_objects(&app.core).await.unwrap(), 2);
    assert_eq!(stored(&app).await, 1);
}
