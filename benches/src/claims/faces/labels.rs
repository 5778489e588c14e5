//! Where people see faces on public photographs, and what a detector makes of it.

use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::peers;

/// A photograph and the middles of its faces, pixels. A person looked at each of them.
pub(super) struct Labelled {
    folder: Folder,
    name: &'static str,
    faces: &'static [(u16, u16)],
    /// Faces too far away, or too much hidden, to say: finding them is neither right nor wrong.
    doubtful: &'static [(u16, u16)],
}

enum Folder {
    /// The demonstration pictures of the npm package `@vladmandic/face-api` (MIT).
    Samples,
    /// What `scripts/photographs` takes out of packages.
    Photographs,
}

use Folder::{Photographs, Samples};

pub(super) const LABELS: &[Labelled] = &[
    photo(Samples, "sample1.jpg", &[(1573, 321), (502, 477), (929, 545)]),
    photo(Samples, "sample2.jpg", &[(441, 272), (1541, 272), (985, 347)]),
    photo(Samples, "sample3.jpg", &[(1185, 362), (1593, 441), (689, 464)]),
    photo(Samples, "sample4.jpg", &[(749, 190), (1357, 269), (1077, 296), (345, 316)]),
    photo(Samples, "sample5.jpg", &[(865, 223), (1201, 319), (677, 541), (1505, 542), (466, 1026)]),
    photo(Samples, "sample6.jpg", &[(1589, 409), (1273, 440), (761, 487), (361, 625)]),
    photo(Photographs, "astronaut.png", &[(225, 117)]),
    photo(Photographs, "biden.jpg", &[(564, 360)]),
    photo(Photographs, "obama-1.jpg", &[(488, 262)]),
    photo(Photographs, "obama-2.jpg", &[(330, 436)]),
    photo(Photographs, "obama-3.jpg", &[(774, 433)]),
    photo(Photographs, "cat.png", &[]),
    photo(Photographs, "cup.png", &[]),
    photo(Photographs, "page.png", &[]),
    Labelled {
        folder: Photographs,
        name: "street.jpg",
        faces: &[
            (72, 150),
            (109, 145),
            (196, 131),
            (237, 127),
            (318, 157),
            (337, 142),
            (378, 146),
            (434, 149),
            (481, 150),
            (489, 174),
            (521, 146),
            (542, 145),
            (581, 185),
            (596, 122),
            (609, 142),
            (621, 177),
            (645, 174),
            (661, 145),
            (680, 154),
            (778, 134),
        ],
        doubtful: &[(281, 158), (718, 142), (721, 150), (268, 140)],
    },
];

const fn photo(folder: Folder, name: &'static str, faces: &'static [(u16, u16)]) -> Labelled {
    Labelled { folder, name, faces, doubtful: &[] }
}

/// What a detector found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    /// Faces there are.
    pub(super) faces: u32,
    /// Faces that lie in a box of their own.
    pub(super) right: u32,
    /// Boxes around nothing.
    pub(super) wrong: u32,
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.faces += other.faces;
        self.right += other.right;
        self.wrong += other.wrong;
    }
}

impl Labelled {
    /// Where the picture is.
    pub(super) fn file(&self) -> Result<PathBuf> {
        let folder = match self.folder {
            Samples => samples()?,
            Photographs => peers::tools()?.join("photographs"),
        };
        let file = folder.join(self.name);
        anyhow::ensure!(file.is_file(), "{} is not here; `make bench` fetches it", file.display());
        Ok(file)
    }

    /// Each box takes the face nearest to its middle, if that lies in it; a face is taken once.
    pub(super) fn judge(&self, boxes: impl Iterator<Item = [f64; 4]>) -> Found {
        let mut left: Vec<_> = self.faces.to_vec();
        let mut found = Found { faces: u32::try_from(left.len()).unwrap_or(u32::MAX), ..Found::default() };
        for [x1, y1, x2, y2] in boxes {
            let inside = |(x, y): &(u16, u16)| {
                (x1..=x2).contains(&f64::from(*x)) && (y1..=y2).contains(&f64::from(*y))
            };
            let far = |(x, y): &(u16, u16)| {
                (f64::from(*x) - f64::midpoint(x1, x2)).hypot(f64::from(*y) - f64::midpoint(y1, y2))
            };
            let nearest = (0..left.len())
                .filter(|index| inside(&left[*index]))
                .min_by(|one, other| far(&left[*one]).total_cmp(&far(&left[*other])));
            if let Some(index) = nearest {
                left.swap_remove(index);
                found.right += 1;
            } else if !self.doubtful.iter().any(inside) {
                found.wrong += 1;
            }
        }
        found
    }
}

/// Where npm put the demonstration pictures.
pub(super) fn samples() -> Result<PathBuf> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/node_modules/@vladmandic/face-api/demo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_counted_once_and_a_box_around_nothing_is_wrong() {
        let photo = Labelled {
            folder: Photographs,
            name: "",
            faces: &[(50, 50), (150, 50)],
            doubtful: &[(300, 300)],
        };
        let boxes = [
            [40.0, 40.0, 60.0, 60.0],
            [45.0, 45.0, 65.0, 65.0],
            [400.0, 0.0, 420.0, 20.0],
            [290.0, 290.0, 310.0, 310.0],
        ];
        let found = photo.judge(boxes.into_iter());
        assert_eq!((found.faces, found.right, found.wrong), (2, 1, 2));
    }
}
