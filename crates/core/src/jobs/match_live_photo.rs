//! Joins the still and the film of a live photo into one stack.
//!
//! Safe to repeat: once joined, the halves are in a stack and nothing is left to match.

use std::time::Duration;

use calotype_queue::{Concurrency, DONE, Job, JobContext, Outcome, Policy, Unique};
use calotype_store::{assets, stacks};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;

/// The job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MatchLivePhoto {
    /// Tenant.
    pub tenant: Uuid,
    /// Owner of both halves.
    pub owner: Uuid,
    /// What both files carry.
    pub content_identifier: String,
    /// The half that asks. Each has a job of its own: the second may be read while the job of the first is running.
    #[serde(default)]
    pub asset: Option<Uuid>,
}

impl Job for MatchLivePhoto {
    type State = App;
    const KIND: &'static str = "match_live_photo";

    fn policy() -> Policy {
        Policy {
            attempts: 5,
            timeout: Duration::from_secs(60),
            concurrency: Concurrency::per_node(2),
            ..Policy::default()
        }
    }

    fn unique(&self) -> Option<Unique> {
        let asset = self.asset.unwrap_or_default();
        Some(Unique::while_alive(format!("{}:{}:{asset}", self.owner, self.content_identifier)))
    }

    async fn run(self, context: JobContext<App>) -> Outcome {
        let app = context.state();
        let now = app.clock.now();
        let mut conn = app.db.write().await?;
        let halves =
            stacks::live_photo_halves(&mut conn, self.tenant, self.owner, &self.content_identifier).await?;
        if let [(still, stills), (film, films)] = halves
            && (stills, films) == (1, 1)
            && let (Some(still), Some(film)) = (still, film)
        {
            let members = [(still, "live_photo_still"), (film, "live_photo_video")];
            let stack = stacks::NewStack {
                tenant: self.tenant,
                owner: Some(self.owner),
                kind: "live_photo",
                group_key: Some(&self.content_identifier),
            };
            let id = stacks::insert(&mut conn, &stack, &members, now).await?;
            assets::cover_stack(&mut conn, id).await?;
            conn.commit().await?;
        }
        DONE
    }
}
