//! Pixels that only a password makes a picture again.
//!
//! The samples are permuted as one block, however long: four rounds of a Feistel network over the two halves of the
//! picture, whose round function is BLAKE3 as a keyed stream (Luby and Rackoff's construction; LIONESS is its relative).
//! Nothing needs to be stored beside the pixels, equal pictures give equal noise and nothing else shows, and one changed
//! sample or a wrong password gives noise all over. The key is made of the password by Argon2id, so that guessing is slow;
//! the salt is fixed, since there is no place for another one.

use argon2::Argon2;
use serde::{Deserialize, Serialize};

use super::canvas::Canvas;
use crate::error::MediaError;

/// One direction.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cipher {
    /// To noise.
    Encipher(String),
    /// To a picture.
    Decipher(String),
}

/// Passwords are not for logs.
impl std::fmt::Debug for Cipher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Cipher::Encipher(_) => "Encipher(…)",
            Cipher::Decipher(_) => "Decipher(…)",
        })
    }
}

const ROUNDS: [u8; 4] = [1, 2, 3, 4];

/// Does it. Opacity takes part where it says something.
pub(super) fn apply(step: &Cipher, canvas: Canvas) -> Result<Canvas, MediaError> {
    let (Cipher::Encipher(password) | Cipher::Decipher(password)) = step;
    let mut key = [0; 32];
    Argon2::default()
        .hash_password_into(password.as_bytes(), b"calotype pixels 1", &mut key)
        .map_err(|error| MediaError::Io(format!("no key from this password: {error}")))?;
    let kept = if canvas.is_opaque() { 3 } else { 4 };
    let mut block: Vec<u8> = canvas.pixels().iter().flat_map(|pixel| &pixel[..kept]).copied().collect();
    let (mut left, mut right) = {
        let middle = block.len() / 2;
        block.split_at_mut(middle)
    };
    match step {
        Cipher::Encipher(_) => {
            for round in ROUNDS {
                stir(&key, round, left, right);
                std::mem::swap(&mut left, &mut right);
            }
        }
        Cipher::Decipher(_) => {
            for round in ROUNDS.into_iter().rev() {
                std::mem::swap(&mut left, &mut right);
                stir(&key, round, left, right);
            }
        }
    }
    let mut samples = block.chunks_exact(kept);
    Ok(canvas.each(|pixel| {
        let mut out = pixel;
        if let Some(samples) = samples.next() {
            out[..kept].copy_from_slice(samples);
        }
        out
    }))
}

/// Adds the stream that the key, the round and one half determine to the other half.
fn stir(key: &[u8; 32], round: u8, from: &[u8], into: &mut [u8]) {
    let mut stream = blake3::Hasher::new_keyed(key).update(&[round]).update(from).finalize_xof();
    let mut noise = [0; 4096];
    for part in into.chunks_mut(noise.len()) {
        let noise = &mut noise[..part.len()];
        stream.fill(noise);
        for (value, noise) in part.iter_mut().zip(noise) {
            *value ^= *noise;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(opacity: u8) -> Canvas {
        let samples = (0..7 * 5 * 4).map(|at: u32| if at % 4 == 3 { opacity } else { at as u8 }).collect();
        Canvas::from_samples(7, 5, samples).unwrap()
    }

    #[test]
    fn the_password_and_nothing_else_brings_the_picture_back() {
        for opacity in [255, 90] {
            let picture = picture(opacity);
            let hidden = apply(&Cipher::Encipher("open sesame".to_owned()), picture.clone()).unwrap();
            assert_ne!(hidden, picture);
            let wrong = apply(&Cipher::Decipher("open barley".to_owned()), hidden.clone()).unwrap();
            assert_ne!(wrong, picture);
            assert_eq!(apply(&Cipher::Decipher("open sesame".to_owned()), hidden).unwrap(), picture);
        }
    }

    #[test]
    fn one_changed_sample_changes_everything() {
        let mut other = picture(255);
        other.row_mut(4)[6][2] ^= 1;
        let hide = |canvas| apply(&Cipher::Encipher("key".to_owned()), canvas).unwrap();
        let (one, two) = (hide(picture(255)), hide(other));
        let same = one.pixels().iter().zip(two.pixels()).filter(|(one, two)| one == two).count();
        assert!(same <= 1, "{same} pixels of 35 stayed");
    }
}
