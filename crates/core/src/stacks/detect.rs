//! Finds photos that are one shot in several files: camera RAW beside its JPEG, a series named `IMG_1`, `IMG_1-2`.

use std::collections::HashMap;

use calotype_media::format::Format;
use calotype_store::assets::Asset;
use calotype_store::stacks::{self as store, Candidate, NewStack};
use calotype_store::{Conn, Micros, repositories, tenants};
use uuid::Uuid;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};

/// Files of one shot lie no further apart than this.
const GAP: Micros = 5_000_000;

/// How far around a photo its like are looked for.
pub const AROUND: Micros = 60_000_000;

/// Candidates read at a time.
const PAGE: i64 = 5000;

/// Looks through a whole repository and answers how many stacks were made.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `unknown_repository`.
pub async fn in_repository(app: &App, actor: &Actor, repository: Uuid) -> Result<usize> {
    access::admin(actor)?;
    let found = repositories::get(&mut app.db.read().await?, actor.tenant, repository).await?;
    if found.is_none() {
        return Err(Error::invalid("unknown_repository", "There is no such repository."));
    }
    between(app, repository, Micros::MIN, Micros::MAX).await
}

/// Makes the stacks whose photos were taken in a span of time, and answers how many. Existing stacks are not extended.
///
/// Reads in the order of time and remembers only what was taken within the last seconds, so that the size of the library
/// does not matter.
///
/// # Errors
/// Any database failure.
pub async fn between(app: &App, repository: Uuid, from: Micros, until: Micros) -> Result<usize> {
    let mut open: HashMap<String, Vec<Candidate>> = HashMap::new();
    let (mut after, mut made) = ((from, Uuid::nil()), 0);
    loop {
        let page = store::candidates(&mut app.db.read().await?, repository, after, until, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.sort_time, last.id);
        let more = page.len() as i64 == PAGE;
        let horizon = last.sort_time.saturating_sub(GAP);
        let mut done = Vec::new();
        for candidate in page {
            let cluster = open.entry(key(&candidate.original_filename).0).or_default();
            if cluster.last().is_some_and(|before| candidate.sort_time - before.sort_time > GAP) {
                done.push(std::mem::take(cluster));
            }
            cluster.push(candidate);
        }
        let closed = |cluster: &Vec<Candidate>| cluster.last().is_none_or(|c| c.sort_time < horizon);
        done.extend(open.extract_if(|_, cluster| closed(cluster)).map(|(_, cluster)| cluster));
        made += stack(app, done).await?;
        if !more {
            break;
        }
    }
    Ok(made + stack(app, open.into_values().collect()).await?)
}

/// Whether a photo that was just read gives reason to look around it: it is what makes a stack one, or such a neighbour
/// has its name.
///
/// # Errors
/// Any database failure.
pub async fn is_promising(conn: &mut Conn, asset: &Asset) -> Result<bool> {
    let Some(repository) = asset.repository_id else { return Ok(false) };
    if asset.stack_id.is_some() {
        return Ok(false);
    }
    if makes_a_stack(&asset.original_filename) {
        return Ok(true);
    }
    let own = key(&asset.original_filename).0;
    let (from, until) = (asset.sort_time.saturating_sub(GAP), asset.sort_time.saturating_add(GAP));
    let near = store::candidates(conn, repository, (from, Uuid::nil()), until, 200).await?;
    Ok(near.iter().map(|c| &c.original_filename).any(|name| makes_a_stack(name) && key(name).0 == own))
}

/// Stacks the clusters that are one shot.
async fn stack(app: &App, clusters: Vec<Vec<Candidate>>) -> Result<usize> {
    let shots: Vec<Vec<Candidate>> = clusters.into_iter().filter(|cluster| is_one_shot(cluster)).collect();
    for shot in &shots {
        let members: Vec<(Uuid, &str)> =
            shot.iter().map(|c| (c.id, relation(&c.original_filename))).collect();
        let Some(first) = shot.first() else { continue };
        let name = key(&first.original_filename).0;
        let new = NewStack {
            tenant: tenants::HOME,
            owner: first.owner_id,
            kind: "raw_jpeg",
            group_key: Some(&name),
        };
        let mut conn = app.db.write().await?;
        match super::insert(&mut conn, &new, &members, app).await {
            Ok(_) => conn.commit().await?,
            // Another job or a person was faster; what they made stands.
            Err(error) if error.code == "already_stacked" => {}
            Err(error) => return Err(error),
        }
    }
    Ok(shots.len())
}

fn is_one_shot(cluster: &[Candidate]) -> bool {
    // One shot is one person's: two owners of one repository may both have an IMG_0001.
    let same_owner = cluster.windows(2).all(|pair| pair[0].owner_id == pair[1].owner_id);
    cluster.len() >= 2 && same_owner && cluster.iter().any(|c| makes_a_stack(&c.original_filename))
}

/// Whether files of its name are one shot: it is camera RAW, or numbered.
fn makes_a_stack(file_name: &str) -> bool {
    key(file_name).1 || relation(file_name) == "raw_original"
}

/// What files of one shot have in common, and whether the name ended in a number after a hyphen: `IMG_1-2.jpg` is
/// `img_1`, numbered.
fn key(file_name: &str) -> (String, bool) {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).to_lowercase();
    match stem.rsplit_once('-') {
        Some((name, digits)) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            (name.to_owned(), true)
        }
        _ => (stem, false),
    }
}

/// What a file is to the others, by its extension.
fn relation(file_name: &str) -> &'static str {
    match Format::from_file_name(file_name) {
        Some(format) if format.is_raw() => "raw_original",
        Some(Format::Jpeg) => "jpeg_original",
        _ => "alternative",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_shot_has_no_extension_and_no_number_after_a_hyphen() {
        for (name, wanted, numbered) in [
            ("IMG_0001.CR2", "img_0001", false),
            ("img_0001-2.JPG", "img_0001", true),
            ("a-b.jpg", "a-b", false),
            ("a-.jpg", "a-", false),
            ("noext-12", "noext", true),
            ("two.dots-7.tiff", "two.dots", true),
        ] {
            assert_eq!(key(name), (wanted.to_owned(), numbered), "{name}");
        }
    }

    #[test]
    fn relations_go_by_the_extension() {
        assert_eq!(relation("x.NEF"), "raw_original");
        assert_eq!(relation("x.jpeg"), "jpeg_original");
        assert_eq!(relation("x.heic"), "alternative");
        assert_eq!(relation("x"), "alternative");
    }

    #[test]
    fn a_cluster_is_one_shot_when_a_member_is_raw_or_numbered_and_all_are_one_persons() {
        let owner = Some(Uuid::from_u128(1));
        let of = |name: &str, owner_id| Candidate {
            id: Uuid::new_v4(),
            owner_id,
            original_filename: name.to_owned(),
            sort_time: 0,
        };
        assert!(is_one_shot(&[of("a.nef", owner), of("a.jpg", owner)]));
        assert!(is_one_shot(&[of("a.jpg", owner), of("a-1.jpg", owner)]));
        assert!(!is_one_shot(&[of("a.jpg", owner), of("a.png", owner)]), "neither raw nor numbered");
        assert!(!is_one_shot(&[of("a.nef", owner)]));
        assert!(!is_one_shot(&[of("a.nef", owner), of("a.jpg", Some(Uuid::from_u128(2)))]));
    }
}
