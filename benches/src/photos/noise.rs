//! Random fields that are functions of a place: the same place gives the same value, in any order of asking.

/// Mixes a seed and a lattice point into 32 random bits (the finaliser of MurmurHash3 over a weighted sum).
pub(crate) fn bits(seed: u64, x: i32, y: i32) -> u32 {
    let mut h = seed ^ u64::from(x.cast_unsigned()).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^= u64::from(y.cast_unsigned()).wrapping_mul(0xC2B2_AE3D_27D4_EB4F).rotate_left(31);
    h = (h ^ (h >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    h = (h ^ (h >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    (h >> 32) as u32
}

/// A uniform number in 0..1.
pub(crate) fn uniform(seed: u64, x: i32, y: i32) -> f32 {
    (bits(seed, x, y) >> 8) as f32 / 16_777_216.0
}

/// A number from a distribution close to the normal one: mean 0, deviation 1 (the sum of the four bytes of a hash).
pub(crate) fn normal(seed: u64, x: i32, y: i32) -> f32 {
    let [a, b, c, d] = bits(seed, x, y).to_le_bytes().map(f32::from);
    // Four uniform bytes have mean 510 and deviation 147.8 together.
    (a + b + c + d - 510.0) / 147.8
}

/// Value noise: smooth, -1..1, with one bump per unit.
pub(crate) fn value(seed: u64, x: f32, y: f32) -> f32 {
    let (fx, fy) = (x.floor(), y.floor());
    let (ix, iy) = (fx as i32, fy as i32);
    let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
    let (u, v) = (smooth(x - fx), smooth(y - fy));
    let corner = |dx, dy| uniform(seed, ix.wrapping_add(dx), iy.wrapping_add(dy));
    let top = corner(0, 0) + u * (corner(1, 0) - corner(0, 0));
    let bottom = corner(0, 1) + u * (corner(1, 1) - corner(0, 1));
    2.0 * (top + v * (bottom - top)) - 1.0
}

/// Fractal noise: `octaves` of value noise, each twice as fine and `gain` times as strong as the one before. A gain near 1
/// has the 1/f spectrum of natural pictures; a small one is clouds. About -1..1.
pub(crate) fn fractal(seed: u64, x: f32, y: f32, octaves: u32, gain: f32) -> f32 {
    let (mut sum, mut weight, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..octaves {
        sum += weight * value(seed.wrapping_add(u64::from(octave)), x * scale, y * scale);
        total += weight;
        weight *= gain;
        scale *= 2.0;
    }
    // Independent octaves add like variances; dividing by the plain sum would flatten the field as octaves are added.
    sum / total.sqrt().max(1.0)
}
