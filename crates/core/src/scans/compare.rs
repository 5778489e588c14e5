//! What a batch of files in the folder means, seen from the database.

use std::collections::HashMap;

use calotype_files::repository::Found;
use calotype_store::assets::{Placed, Shelf};
use uuid::Uuid;

use crate::scans::Mode;

/// What a scan is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// What made it happen.
    pub(super) mode: Mode,
    /// Read everything again.
    pub(super) force: bool,
    /// Files changed after this may still be written, microseconds.
    pub(super) settled_before: i64,
    /// Files changed after this have a clock of their own.
    pub(super) future: i64,
}

/// What to do about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Known and as it was, or in the trash by a person's wish.
    Known,
    /// Not now: empty, or changed a moment ago.
    Skip,
    /// Nobody knows it.
    New,
    /// Another content, or back after it was lost.
    Changed,
    /// The same content, but its sidecar came, changed or went.
    Described(Uuid),
}

/// Judges a batch.
pub(super) fn judge(rules: Rules, found: Vec<Found>, known: Vec<Placed>) -> Vec<(Found, Verdict)> {
    let known: HashMap<String, Placed> = known.into_iter().map(|p| (p.storage_path.clone(), p)).collect();
    found
        .into_iter()
        .map(|file| {
            let verdict = verdict(rules, &file, known.get(file.path.as_str()));
            (file, verdict)
        })
        .collect()
}

fn verdict(rules: Rules, file: &Found, known: Option<&Placed>) -> Verdict {
    let is_fresh = |modified: &i64| {
        rules.mode != Mode::Manual && (rules.settled_before..rules.future).contains(modified)
    };
    let pending = if is_fresh(&file.modified) || file.size == 0 { Some(Verdict::Skip) } else { None };
    let Some(known) = known else { return pending.unwrap_or(Verdict::New) };
    let same = is_same(file, known);
    match known.shelf {
        Shelf::Listed if same && !rules.force => match file.sidecar {
            sidecar if sidecar == known.sidecar_mtime => Verdict::Known,
            Some(sidecar) if is_fresh(&sidecar) => Verdict::Skip,
            _ => Verdict::Described(known.id),
        },
        Shelf::Trash if same => Verdict::Known,
        Shelf::Listed | Shelf::Trash => pending.unwrap_or(Verdict::Changed),
        Shelf::Detached | Shelf::Elsewhere => Verdict::Known,
    }
}

/// Whether a file is what was read before, whatever lies beside it. One that was lost never is.
pub(super) fn is_same(file: &Found, known: &Placed) -> bool {
    i64::try_from(file.size) == Ok(known.file_size) && known.file_mtime == Some(file.modified)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use calotype_files::repository::RelativePath;

    use super::*;

    const RULES: Rules = Rules { mode: Mode::Periodic, force: false, settled_before: 1000, future: 2000 };

    fn file(size: u64, modified: i64) -> Found {
        Found { path: RelativePath::new("a.jpg").unwrap(), size, modified, inode: 1, sidecar: None }
    }

    fn known(shelf: Shelf, mtime: Option<i64>) -> Placed {
        let id = calotype_store::new_id();
        Placed {
            id,
            storage_path: "a.jpg".into(),
            file_size: 7,
            file_mtime: mtime,
            sidecar_mtime: None,
            shelf,
        }
    }

    #[test]
    fn a_file_being_written_waits_and_one_from_the_future_does_not() {
        for (modified, expected) in [(10, Verdict::New), (1500, Verdict::Skip), (9000, Verdict::New)] {
            assert_eq!(verdict(RULES, &file(7, modified), None), expected, "{modified}");
        }
        let manual = Rules { mode: Mode::Manual, ..RULES };
        assert_eq!(verdict(manual, &file(7, 1500), None), Verdict::New);
        assert_eq!(verdict(manual, &file(0, 10), None), Verdict::Skip, "an empty file");
    }

    #[test]
    fn what_a_person_put_into_the_trash_stays_there_and_what_was_lost_comes_back() {
        let force = Rules { force: true, ..RULES };
        let removed = known(Shelf::Trash, Some(10));
        assert_eq!(verdict(RULES, &file(7, 10), Some(&removed)), Verdict::Known);
        assert_eq!(verdict(force, &file(7, 10), Some(&removed)), Verdict::Known);
        assert_eq!(verdict(RULES, &file(8, 10), Some(&removed)), Verdict::Changed);
        let lost = known(Shelf::Trash, None);
        assert_eq!(verdict(RULES, &file(7, 10), Some(&lost)), Verdict::Changed);
    }

    #[test]
    fn a_sidecar_that_comes_changes_or_goes_has_its_file_described_again() {
        let listed = known(Shelf::Listed, Some(10));
        let described = |old: Option<i64>, new: Option<i64>| {
            let known = Placed { sidecar_mtime: old, ..listed.clone() };
            verdict(RULES, &Found { sidecar: new, ..file(7, 10) }, Some(&known))
        };
        assert_eq!(described(None, None), Verdict::Known);
        assert_eq!(described(Some(5), Some(5)), Verdict::Known);
        for (old, new) in [(None, Some(5)), (Some(5), Some(6)), (Some(5), None), (Some(5), Some(9000))] {
            assert_eq!(described(old, new), Verdict::Described(listed.id), "{old:?} {new:?}");
        }
        assert_eq!(described(Some(5), Some(1500)), Verdict::Skip, "being written");
        let removed = known(Shelf::Trash, Some(10));
        let beside = Found { sidecar: Some(5), ..file(7, 10) };
        assert_eq!(verdict(RULES, &beside, Some(&removed)), Verdict::Known);
    }

    #[test]
    fn a_known_file_is_read_again_when_it_differs_or_when_forced() {
        let listed = known(Shelf::Listed, Some(10));
        let force = Rules { force: true, ..RULES };
        assert_eq!(verdict(RULES, &file(7, 10), Some(&listed)), Verdict::Known);
        assert_eq!(verdict(RULES, &file(7, 9), Some(&listed)), Verdict::Changed);
        assert_eq!(verdict(RULES, &file(9, 10), Some(&listed)), Verdict::Changed);
        assert_eq!(verdict(force, &file(7, 10), Some(&listed)), Verdict::Changed);
    }
}
