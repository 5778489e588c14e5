//! Assets by builder: say what matters, the rest is a photo of the asking user.

use calotype_store::assets::{self, Kind, NewAsset, Origin, Placement};
use calotype_store::{args, new_id, tenants};
use serde_json::json;
use uuid::Uuid;

use crate::app::TestApp;
use crate::client::Client;

/// 2024-05-01T12:00:00Z.
pub const NOON: i64 = 1_714_564_800_000_000;
/// A day in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// An asset to be.
pub struct Build {
    new: NewAsset,
    camera: Option<&'static str>,
    lens: Option<&'static str>,
    focal: Option<f64>,
    place: Option<(f64, f64)>,
    liked: Option<bool>,
    rating: Option<i64>,
}

/// A photo called `name`.
pub fn photo(name: &str) -> Build {
    Build {
        new: NewAsset {
            id: new_id(),
            tenant: tenants::HOME,
            origin: Origin::Library,
            owner: None,
            repository: None,
            kind: Kind::Photo,
            original_filename: name.to_owned(),
            storage_path: String::new(),
            staged_path: None,
            mime_type: "image/jpeg".to_owned(),
            file_size: 1000,
            file_mtime: None,
            hash: None,
            refuse_duplicates: false,
            taken_time: Some(NOON),
            status: json!({"state": "processing", "message": "", "updated_at": "2024-05-01T12:00:00Z"}),
        },
        camera: None,
        lens: None,
        focal: None,
        place: None,
        liked: None,
        rating: None,
    }
}

impl Build {
    pub fn taken(mut self, at: i64) -> Self {
        self.new.taken_time = Some(at);
        self
    }

    pub fn kind(mut self, kind: Kind) -> Self {
        self.new.kind = kind;
        self
    }

    pub fn camera(mut self, camera: &'static str) -> Self {
        self.camera = Some(camera);
        self
    }

    pub fn lens(mut self, lens: &'static str) -> Self {
        self.lens = Some(lens);
        self
    }

    pub fn focal(mut self, millimetres: f64) -> Self {
        self.focal = Some(millimetres);
        self
    }

    pub fn kept_in(mut self, repository: Uuid) -> Self {
        self.new.repository = Some(repository);
        self
    }

    pub fn at(mut self, latitude: f64, longitude: f64) -> Self {
        self.place = Some((latitude, longitude));
        self
    }

    pub fn liked(mut self, liked: bool) -> Self {
        self.liked = Some(liked);
        self
    }

    pub fn rating(mut self, rating: i64) -> Self {
        self.rating = Some(rating);
        self
    }

    /// Stores it as the client's and answers its id.
    pub async fn of(mut self, client: &Client, app: &TestApp) -> Uuid {
        self.new.owner = Some(client.id());
        self.store(app).await
    }

    /// Stores it as nobody's.
    pub async fn store(self, app: &TestApp) -> Uuid {
        let now = app.clock.now();
        let mut conn = app.core.db.write().await.unwrap();
        assets::insert(&mut conn, &self.new, now).await.unwrap();
        let id = self.new.id;
        if self.camera.is_some() || self.lens.is_some() || self.focal.is_some() || self.place.is_some() {
            let place = Placement {
                camera_model: self.camera.map(str::to_owned),
                lens_model: self.lens.map(str::to_owned),
                focal_length: self.focal,
                gps_latitude: self.place.map(|p| p.0),
                gps_longitude: self.place.map(|p| p.1),
                ..Placement::default()
            };
            let specific = json!({"camera_model": self.camera, "exposure": 0});
            assets::put_specific(&mut conn, id, &specific, &place, now).await.unwrap();
        }
        if let Some(liked) = self.liked {
            assets::put_liked(&mut conn, id, liked, now).await.unwrap();
        }
        if let Some(rating) = self.rating {
            assets::put_rating(&mut conn, id, rating, now).await.unwrap();
        }
        conn.commit().await.unwrap();
        id
    }
}

/// Makes a repository beside the primary one.
pub async fn repository(app: &TestApp, name: &str) -> Uuid {
    let id = new_id();
    let mut conn = app.core.db.write().await.unwrap();
    conn.exec(
        "INSERT INTO repositories (id, tenant_id, name, path, role, storage_strategy, duplicate_handling, created_at,
         updated_at) VALUES ($1, $2, $3, $3, 'regular', 'date', 'rename', 1, 1)",
        args![id, tenants::HOME, name],
    )
    .await
    .unwrap();
    conn.commit().await.unwrap();
    id
}

/// Makes a stack of assets in the given order.
pub async fn stack(app: &TestApp, kind: &str, members: &[Uuid]) -> Uuid {
    let id = new_id();
    let mut conn = app.core.db.write().await.unwrap();
    conn.exec(
        "INSERT INTO stacks (id, tenant_id, kind, created_at) VALUES ($1, $2, $3, 1)",
        args![id, tenants::HOME, kind],
    )
    .await
    .unwrap();
    for (position, member) in members.iter().enumerate() {
        conn.exec(
            "UPDATE assets SET stack_id = $2, stack_position = $3 WHERE id = $1",
            args![*member, id, i64::try_from(position).unwrap()],
        )
        .await
        .unwrap();
    }
    assets::cover_stack(&mut conn, id).await.unwrap();
    conn.commit().await.unwrap();
    id
}
