//! Colour profiles (ISO 15076-1), read as far as needed to tell whether two give the same colours.
//!
//! Every program writes its own sRGB: other names, curves as tables or as formulas. Two of these agree.
//! sRGB and Adobe RGB do not, nor do two CMYK profiles unless they are the same bytes.

/// How far apart two values between 0 and 1 may be: about one step of an 8-bit colour.
const TOLERANCE: f64 = 0.004;

/// The number of intervals at whose ends curves are compared.
const INTERVALS: u8 = 32;

/// A colour profile.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ColorProfile(Vec<u8>);

impl ColorProfile {
    /// From its bytes.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The colour space of the values that it interprets: `RGB`, `CMYK`, `GRAY`.
    pub(crate) fn color_space(&self) -> String {
        let space = self.0.get(16..20).unwrap_or(b"?");
        String::from_utf8_lossy(space).trim().to_owned()
    }

    /// Whether both give the same colours.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        match (self.shape(), other.shape()) {
            (Some(one), Some(other)) => one.agrees_with(&other),
            _ => false,
        }
    }

    /// Whether it is sRGB (IEC 61966-2-1), as which readers show device colours without a profile.
    pub(crate) fn is_srgb(&self) -> bool {
        let srgb_value = |point: u8| {
            let numbers = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
            parametric_value(&numbers, f64::from(point) / f64::from(INTERVALS))
        };
        let curve: Vec<f64> = (0..=INTERVALS).map(srgb_value).collect();
        let srgb = ColorShape {
            primaries: vec![
                0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7141,
            ],
            points: curve.repeat(3),
        };
        self.shape().is_some_and(|shape| shape.agrees_with(&srgb))
    }

    /// The three primaries and their curves, or the curve of grey; `None` for a profile that maps colours
    /// by tables, which are not compared.
    fn shape(&self) -> Option<ColorShape> {
        let curves: &[&[u8; 4]] = match self.0.get(16..20)? {
            b"RGB " => &[b"rTRC", b"gTRC", b"bTRC"],
            b"GRAY" => &[b"kTRC"],
            _ => return None,
        };
        let tables: [&[u8; 4]; 2] = [b"A2B0", b"D2B0"];
        if tables.iter().any(|table| self.tag(table).is_some()) {
            return None;
        }
        let mut primaries = Vec::new();
        if curves.len() == 3 {
            for name in [b"rXYZ", b"gXYZ", b"bXYZ"] {
                let values = self.tag(name)?.get(8..20)?;
                primaries.extend(values.chunks(4).map(fixed_point));
            }
        }
        let mut points = Vec::new();
        for name in curves {
            let curve = self.tag(name)?;
            for point in 0..=INTERVALS {
                points.push(curve_value(curve, f64::from(point) / f64::from(INTERVALS))?);
            }
        }
        Some(ColorShape { primaries, points })
    }

    fn tag(&self, name: &[u8; 4]) -> Option<&[u8]> {
        let count = u32_at(&self.0, 128)?;
        (0..count.min(200)).find_map(|index| {
            let entry = 132 + index as usize * 12;
            if self.0.get(entry..entry + 4)? != name {
                return None;
            }
            let start = u32_at(&self.0, entry + 4)? as usize;
            let length = u32_at(&self.0, entry + 8)? as usize;
            self.0.get(start..start.checked_add(length)?)
        })
    }
}

#[derive(Debug)]
struct ColorShape {
    primaries: Vec<f64>,
    points: Vec<f64>,
}

impl ColorShape {
    fn agrees_with(&self, other: &Self) -> bool {
        are_near(&self.primaries, &other.primaries) && are_near(&self.points, &other.points)
    }
}

fn are_near(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| (one - other).abs() <= TOLERANCE)
}

fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    let four = bytes.get(offset..offset.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    let two = bytes.get(offset..offset.checked_add(2)?)?;
    Some(u16::from_be_bytes(two.try_into().ok()?))
}

/// A signed fixed-point number with 16 bits after the point (`s15Fixed16Number`).
fn fixed_point(bytes: &[u8]) -> f64 {
    let number = bytes.try_into().map_or(0, i32::from_be_bytes);
    f64::from(number) / 65536.0
}

/// The value of a curve at a point between 0 and 1: a table, a power (`curv`) or a formula (`para`).
fn curve_value(curve: &[u8], input: f64) -> Option<f64> {
    match curve.get(..4)? {
        b"curv" => {
            let count = u32_at(curve, 8)? as usize;
            match count {
                0 => Some(input),
                1 => Some(input.powf(f64::from(u16_at(curve, 12)?) / 256.0)),
                _ => {
                    let position = input * (count - 1) as f64;
                    let below = position.floor() as usize;
                    let above = (below + 1).min(count - 1);
                    let value = |position: usize| {
                        Some(f64::from(u16_at(curve, 12 + position * 2)?) / 65535.0)
                    };
                    let (low, high) = (value(below)?, value(above)?);
                    Some(low + (high - low) * (position - below as f64))
                }
            }
        }
        b"para" => {
            let kind = u16_at(curve, 8)?;
            let count = *[1, 3, 4, 5, 7].get(usize::from(kind))?;
            let numbers = curve.get(12..12 + count * 4)?;
            let numbers: Vec<f64> = numbers.chunks(4).map(fixed_point).collect();
            Some(parametric_value(&numbers, input))
        }
        _ => None,
    }
}

/// The five formulas of a parametric curve (ISO 15076-1 10.18), told apart by their number of
/// parameters.
fn parametric_value(parameters: &[f64], input: f64) -> f64 {
    match *parameters {
        [g, a, b] => {
            if input >= -b / a {
                (a * input + b).powf(g)
            } else {
                0.0
            }
        }
        [g, a, b, c] => {
            if input >= -b / a {
                (a * input + b).powf(g) + c
            } else {
                c
            }
        }
        [g, a, b, c, d] => {
            if input >= d {
                (a * input + b).powf(g)
            } else {
                c * input
            }
        }
        [g, a, b, c, d, e, f] => {
            if input >= d {
                (a * input + b).powf(g) + e
            } else {
                c * input + f
            }
        }
        [g, ..] => input.powf(g),
        [] => input,
    }
}
