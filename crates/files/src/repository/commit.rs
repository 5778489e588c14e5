//! The commit: a staged file gets its place in the tree.
//!
//! One atomic rename decides; before it the file is staged, after it the file is committed, and there is no state between.
//! The steps are written so that after a crash anywhere the same call finishes or recognises what was done:
//!
//! 1. the directories exist and are durable,
//! 2. the rename happens, never over another file (unless that is what the repository asks for),
//! 3. both directories are synced.
//!
//! When the staged file is gone, an earlier call has renamed it: the place is found again by walking the same candidate names
//! and comparing the content's hash.

use std::path::Path;

use time::OffsetDateTime;
use time::macros::format_description;
use uuid::Uuid;

use super::name::FileName;
use super::path::RelativePath;
use super::settings::{DuplicateNames, StorageStrategy};
use super::{Repository, staging};
use crate::durable::{rename_no_replace, sync_directory};
use crate::error::{Doing, Error, ErrorKind, Result};
use crate::hash::{ContentHash, hash_file};

/// Everything that decides the place. It must be the same when the commit is repeated: take the times and ids from
/// the asset's row, not from the clock.
#[derive(Debug, Clone)]
pub struct CommitRequest {
    /// Where the file is staged.
    pub staged: RelativePath,
    /// The name it shall have.
    pub name: FileName,
    /// Its content.
    pub hash: ContentHash,
    /// Its length, bytes.
    pub size: u64,
    /// The asset it belongs to; its random digits distinguish names.
    pub asset: Uuid,
    /// When the upload was taken, in the zone by which the folders shall be named.
    pub at: OffsetDateTime,
    /// Where commits go.
    pub strategy: StorageStrategy,
    /// What happens when the name is taken.
    pub duplicates: DuplicateNames,
    /// Paths of other assets with the same content, which a repeated commit must not take for its own.
    pub taken: Vec<RelativePath>,
}

/// A file in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The place.
    pub path: RelativePath,
    /// How it got there.
    pub outcome: Outcome,
}

/// See [`Committed::outcome`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The file was moved to a name that was free.
    Moved,
    /// The file replaced another (`overwrite`, `cas`): the asset with this path is the one to update, if there is one.
    Replaced,
    /// An earlier call had done it already.
    Found,
}

/// Where a crash can happen; each step has been taken completely when it is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Directories,
    Rename,
    TargetSynced,
    StagingSynced,
}

impl Repository {
    /// Moves a staged file to its place; durable when it returns. Repeatable after a crash at any point. Blocking.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when the file is neither staged nor in any place it could have been moved to;
    /// [`ErrorKind::Invalid`] when something in the way is not a directory; failures of moving, after which it is
    /// still staged.
    pub fn commit(&self, request: &CommitRequest) -> Result<Committed> {
        self.commit_observed(request, |_| Ok(()))
    }

    fn commit_observed(
        &self,
        request: &CommitRequest,
        mut observe: impl FnMut(Step) -> Result<()>,
    ) -> Result<Committed> {
        if !request.staged.as_str().starts_with(staging::INCOMING) {
            return Err(Error::invalid("only a staged file can be committed"));
        }
        let staged = self.locate(&request.staged);
        let committed = if staged.symlink_metadata().is_ok() {
            self.move_into_place(request, &staged, &mut observe)?
        } else {
            let path = self.find_committed(request)?;
            Committed { path, outcome: Outcome::Found }
        };
        // Also for a file that was found: the call that moved it may have died before this.
        sync_directory(directory_of(&self.locate(&committed.path)))?;
        observe(Step::TargetSynced)?;
        sync_directory(directory_of(&staged))?;
        observe(Step::StagingSynced)?;
        Ok(committed)
    }

    fn move_into_place(
        &self,
        request: &CommitRequest,
        staged: &Path,
        observe: &mut impl FnMut(Step) -> Result<()>,
    ) -> Result<Committed> {
        let wanted = wanted(request)?;
        let directory = directory_of(&self.locate(&wanted)).to_path_buf();
        if !directory.is_dir() {
            // People remove folders.
            self.directories.forget(&directory);
        }
        self.directories.make(self.root(), &directory, 0o755)?;
        observe(Step::Directories)?;

        if replaces(request) {
            let target = self.locate(&wanted);
            let there = match target.symlink_metadata() {
                Ok(metadata) if metadata.is_dir() => {
                    return Err(Error::invalid("a folder has the name that the file shall have"));
                }
                Ok(_) => Outcome::Replaced,
                Err(_) => Outcome::Moved,
            };
            std::fs::rename(staged, &target).doing("rename to", &target)?;
            observe(Step::Rename)?;
            return Ok(Committed { path: wanted, outcome: there });
        }
        for path in candidates(request, &wanted) {
            let path = path?;
            let target = self.locate(&path);
            match rename_no_replace(staged, &target) {
                Ok(()) => {
                    observe(Step::Rename)?;
                    return Ok(Committed { path, outcome: Outcome::Moved });
                }
                // Where renaming is linking and unlinking, a crash between leaves both names.
                Err(error) if error.kind() == ErrorKind::Exists && same_file(staged, &target) => {
                    std::fs::remove_file(staged).doing("remove", staged)?;
                    return Ok(Committed { path, outcome: Outcome::Found });
                }
                Err(error) if error.kind() == ErrorKind::Exists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::with_public(ErrorKind::Exists, "every name that the file could have is taken"))
    }

    /// The place of a file that is not staged any more.
    fn find_committed(&self, request: &CommitRequest) -> Result<RelativePath> {
        let wanted = wanted(request)?;
        for path in candidates(request, &wanted) {
            let path = path?;
            let target = self.locate(&path);
            // A place by content is shared by everybody who has the content.
            let is_theirs = !replaces(request) && request.taken.contains(&path);
            let is_ours = !is_theirs
                && target
                    .symlink_metadata()
                    .is_ok_and(|metadata| metadata.is_file() && metadata.len() == request.size)
                && hash_file(&target)?.full == request.hash;
            if is_ours {
                return Ok(path);
            }
        }
        Err(Error::new(
            ErrorKind::NotFound,
            format!("{} is not staged and was not committed", request.staged),
        ))
    }
}

/// Content-addressed names hold the same content, so there is nothing to distinguish.
fn replaces(request: &CommitRequest) -> bool {
    request.strategy == StorageStrategy::Cas || request.duplicates == DuplicateNames::Overwrite
}

/// The place by strategy, when no name is taken.
fn wanted(request: &CommitRequest) -> Result<RelativePath> {
    let name = &request.name;
    RelativePath::new(match request.strategy {
        StorageStrategy::Date => {
            format!("inbox/{:04}/{:02}/{name}", request.at.year(), u8::from(request.at.month()))
        }
        StorageStrategy::Flat => format!("inbox/{name}"),
        StorageStrategy::Cas => {
            let hash = request.hash.to_string();
            let extension = name.extension().map(|extension| format!(".{extension}")).unwrap_or_default();
            format!("inbox/{}/{}/{}/{hash}{extension}", &hash[..2], &hash[2..4], &hash[4..6])
        }
    })
}

/// The names to try, in order. The same request always yields the same list; the last one cannot be taken by anybody else.
fn candidates<'a>(
    request: &'a CommitRequest,
    wanted: &'a RelativePath,
) -> impl Iterator<Item = Result<RelativePath>> + 'a {
    let id = request.asset.simple().to_string();
    // A version 7 id begins with the time: two uploads of a minute would have the same digits.
    let short = format!("_{}", &id[id.len() - 8..]);
    let timestamp = request.at.format(format_description!("_[year][month][day]_[hour][minute][second]"));
    let numbered = (1..=999).map(|number| format!(" ({number})")).chain(timestamp.ok());
    let rename = (request.duplicates == DuplicateNames::Rename).then_some(numbered);
    let suffixes = rename.into_iter().flatten().chain([short, format!("_{id}")]);
    let others = (!replaces(request)).then_some(suffixes).into_iter().flatten();
    std::iter::once(Ok(wanted.clone()))
        .chain(others.map(|suffix| wanted.with_file_name(&request.name.with_suffix(&suffix))))
}

fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (a.symlink_metadata(), b.symlink_metadata()) {
        (Ok(a), Ok(b)) => a.ino() == b.ino() && a.dev() == b.dev(),
        _ => false,
    }
}

fn directory_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
