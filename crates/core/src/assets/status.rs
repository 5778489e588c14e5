//! How the processing of an asset stands: one object with a summary, the tasks and their errors.

use std::collections::BTreeMap;

use calotype_store::assets::{self as store, Kind, State};
use calotype_store::{Conn, Micros};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use crate::error::{Error, Result};

/// The tasks a person sees, by their documented names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Reading what the file says about itself.
    Metadata,
    /// Thumbnails.
    Thumbnail,
    /// Web version of films and sounds.
    Transcode,
}

impl Task {
    /// The documented name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata_asset",
            Self::Thumbnail => "thumbnail_asset",
            Self::Transcode => "transcode_asset",
        }
    }

    /// The tasks of a kind of asset.
    #[must_use]
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Photo | Kind::Document => &[Self::Metadata, Self::Thumbnail],
            Kind::Video => &[Self::Metadata, Self::Thumbnail, Self::Transcode],
            Kind::Audio => &[Self::Metadata, Self::Transcode],
        }
    }
}

/// How one task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskState {
    /// Not begun.
    Pending,
    /// Begun.
    Processing,
    /// Done.
    Complete,
    /// Went wrong.
    Failed,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct TaskStatus {
    state: TaskState,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    message: String,
    updated_at: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct TaskError {
    task: String,
    error: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    time: String,
}

/// The status object as it is stored and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    state: State,
    message: String,
    updated_at: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    errors: Vec<TaskError>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tasks: BTreeMap<String, TaskStatus>,
}

fn written(at: Micros) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1000)
        .ok()
        .and_then(|t| t.format(&Rfc3339).ok())
        .unwrap_or_default()
}

impl Status {
    /// Everything still to be done.
    #[must_use]
    pub fn new(tasks: &[Task], now: Micros) -> Self {
        let mut status = Self {
            state: State::Processing,
            message: String::new(),
            updated_at: written(now),
            errors: Vec::new(),
            tasks: BTreeMap::new(),
        };
        for task in tasks {
            status.set(*task, TaskState::Pending, "", now);
        }
        status
    }

    /// Summary.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Names of the tasks whose last attempt failed.
    #[must_use]
    pub fn failed_tasks(&self) -> Vec<String> {
        self.tasks
            .iter()
            .filter(|(_, t)| t.state == TaskState::Failed)
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// Whether an error of one of these tasks is recorded.
    #[must_use]
    pub fn has_error_of(&self, tasks: &[&str]) -> bool {
        self.errors.iter().any(|e| tasks.contains(&e.task.as_str()))
    }

    /// Whether a task still has to end.
    #[must_use]
    pub fn is_open(&self, task: Task) -> bool {
        let state = self.tasks.get(task.as_str()).map(|t| t.state);
        matches!(state, Some(TaskState::Pending | TaskState::Processing))
    }

    /// Moves a task; a failure's message replaces its error, success removes it.
    pub fn set(&mut self, task: Task, state: TaskState, message: &str, now: Micros) {
        let name = task.as_str().to_owned();
        self.errors.retain(|e| !(e.task == name && matches!(state, TaskState::Complete | TaskState::Failed)));
        if state == TaskState::Failed {
            self.errors.push(TaskError { task: name.clone(), error: message.to_owned(), time: written(now) });
        }
        self.tasks.insert(name, TaskStatus { state, message: message.to_owned(), updated_at: written(now) });
        self.summarise(now);
    }

    /// Leaves only the tasks of a kind: what a file is may turn out when it is read.
    pub fn keep(&mut self, tasks: &[Task], now: Micros) {
        self.tasks.retain(|name, _| tasks.iter().any(|t| t.as_str() == name));
        for task in tasks {
            if !self.tasks.contains_key(task.as_str()) {
                self.set(*task, TaskState::Pending, "", now);
            }
        }
        self.summarise(now);
    }

    /// Records a failure that is not a task's: the file could not be put into its place.
    pub fn fail(&mut self, what: &str, reason: &str, now: Micros) {
        self.errors.retain(|e| e.task != what);
        self.errors.push(TaskError { task: what.to_owned(), error: reason.to_owned(), time: written(now) });
        self.state = State::Failed;
        reason.clone_into(&mut self.message);
        self.updated_at = written(now);
    }

    /// The summary rule: processing, then pending, then how many failed.
    fn summarise(&mut self, now: Micros) {
        let count = |state| self.tasks.values().filter(|t| t.state == state).count();
        let (total, failed) = (self.tasks.len(), count(TaskState::Failed));
        let done = count(TaskState::Complete) + failed;
        let running = self.tasks.values().find(|t| t.state == TaskState::Processing);
        (self.state, self.message) = if let Some(task) = running {
            let message = if task.message.is_empty() {
                format!("{done} of {total} done")
            } else {
                task.message.clone()
            };
            (State::Processing, message)
        } else if count(TaskState::Pending) > 0 {
            let message = if failed > 0 { format!("waiting, {failed} failed") } else { "waiting".to_owned() };
            (State::Processing, message)
        } else if total > 0 && failed == total {
            (State::Failed, "everything failed".to_owned())
        } else if failed > 0 {
            (State::Warning, format!("{failed} of {total} failed"))
        } else {
            (State::Complete, String::new())
        };
        self.updated_at = written(now);
    }

    /// The object as JSON.
    ///
    /// # Errors
    /// `internal`; cannot happen for this type.
    pub fn to_json(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self).map_err(Error::internal)
    }
}

/// Changes the status of an asset under its row's lock. `None` when the asset is gone.
///
/// # Errors
/// Any database failure.
pub async fn update(
    conn: &mut Conn,
    tenant: Uuid,
    asset: Uuid,
    now: Micros,
    change: impl FnOnce(&mut Status),
) -> Result<Option<Status>> {
    store::lock(conn, asset).await?;
    let Some(row) = store::get(conn, tenant, asset).await? else { return Ok(None) };
    // An object another release wrote and this one cannot read is begun again rather than kept from the person.
    let mut status =
        serde_json::from_str(row.status.0.get()).unwrap_or_else(|_| Status::new(Task::of(row.kind), now));
    change(&mut status);
    store::put_state(conn, asset, &status.to_json()?, status.state(), now).await?;
    Ok(Some(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_follows_the_tasks() {
        let mut status = Status::new(Task::of(Kind::Photo), 1);
        assert_eq!((status.state, status.message.as_str()), (State::Processing, "waiting"));
        status.set(Task::Metadata, TaskState::Processing, "", 2);
        assert_eq!((status.state, status.message.as_str()), (State::Processing, "0 of 2 done"));
        status.set(Task::Metadata, TaskState::Failed, "no tags", 3);
        assert_eq!((status.state, status.message.as_str()), (State::Processing, "waiting, 1 failed"));
        status.set(Task::Thumbnail, TaskState::Complete, "", 4);
        assert_eq!(
            (status.state, status.failed_tasks()),
            (State::Warning, vec!["metadata_asset".to_owned()])
        );
        status.set(Task::Thumbnail, TaskState::Failed, "corrupt", 5);
        assert_eq!((status.state, status.errors.len()), (State::Failed, 2));
        for task in Task::of(Kind::Photo) {
            status.set(*task, TaskState::Complete, "", 6);
        }
        assert_eq!((status.state, status.errors.len(), status.message.as_str()), (State::Complete, 0, ""));
    }

    #[test]
    fn a_task_that_fails_again_has_one_error() {
        let mut status = Status::new(Task::of(Kind::Photo), 1);
        status.set(Task::Thumbnail, TaskState::Failed, "first", 2);
        status.set(Task::Thumbnail, TaskState::Failed, "second", 3);
        assert_eq!(status.errors.iter().map(|e| e.error.as_str()).collect::<Vec<_>>(), ["second"]);
        status.set(Task::Thumbnail, TaskState::Pending, "", 4);
        assert_eq!(status.errors.len(), 1, "a retry does not forget why");
    }
}
