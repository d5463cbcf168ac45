//! Where the texts of a page lie: for each, the box of its letters on the paper.
//!
//! What a page shows in its background, such as BOZZA, is no text of the document.

use std::ptr;

use typst::foundations::StyleChain;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::text::{
    BottomEdge, BottomEdgeMetric, FontInstance, Glyph, TextEdgeBounds, TextItem, TopEdge,
    TopEdgeMetric,
};
use typst::visualize::{Geometry, Paint, Shape};

/// How much of its left and right edges a letter may share with another, in parts of the size of the text.
const SHARED_SIDE: f64 = 0.05;

/// The same of its upper and lower edges: what the closest lines share, an accent under a descender.
const SHARED_HEIGHT: f64 = 0.08;

/// How much a letter gives up at most, in parts of itself: a hyphen has hardly any height.
const MOST_GIVEN_UP: f64 = 0.45;

/// A transform that turns by less than this is one that does not turn.
const NO_TURN: f64 = 1e-6;

/// A box, in points: on a page, from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A text on a page.
pub(crate) struct PrintedText<'a> {
    pub item: &'a TextItem,
    /// The box of all its letters.
    pub bounds: Bounds,
    /// The same without the edges that it may share with others.
    pub core: Bounds,
    /// The box outside of which it is cut.
    pub clip: Option<Bounds>,
    /// Its place among what is drawn on the page: a later thing lies over it.
    pub order: usize,
    transform: Transform,
}

/// A filled rectangle, which hides what is drawn before it.
pub(crate) struct Fill {
    pub bounds: Bounds,
    /// Its place among what is drawn on the page.
    pub order: usize,
}

/// What is drawn on a page.
#[derive(Default)]
pub(crate) struct PageInk<'a> {
    pub texts: Vec<PrintedText<'a>>,
    pub fills: Vec<Fill>,
}

impl Bounds {
    const NOWHERE: Self = Self {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    /// The box of a page.
    pub(crate) fn of_size(size: Size) -> Self {
        Self {
            left: 0.0,
            top: 0.0,
            right: size.x.to_pt(),
            bottom: size.y.to_pt(),
        }
    }

    pub(crate) fn intersects(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether another box lies in this one, or leaves it by no more than so many points.
    pub(crate) fn holds(&self, other: &Self, tolerance: f64) -> bool {
        other.left >= self.left - tolerance
            && other.top >= self.top - tolerance
            && other.right <= self.right + tolerance
            && other.bottom <= self.bottom + tolerance
    }

    /// Whether the middle of another box lies in this one.
    pub(crate) fn holds_middle_of(&self, other: &Self) -> bool {
        let [x, y] = [
            f64::midpoint(other.left, other.right),
            f64::midpoint(other.top, other.bottom),
        ];
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// What two boxes have in common.
    pub(crate) fn common(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    fn joined(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The box without some of its edges.
    fn without_edges(&self, width: f64, height: f64) -> Self {
        let width = width.min(MOST_GIVEN_UP * (self.right - self.left));
        let height = height.min(MOST_GIVEN_UP * (self.bottom - self.top));
        Self {
            left: self.left + width,
            top: self.top + height,
            right: self.right - width,
            bottom: self.bottom - height,
        }
    }

    /// The upright box around this one once it is moved, turned or scaled.
    fn transformed(&self, transform: Transform) -> Self {
        let corners = [
            (self.left, self.top),
            (self.right, self.top),
            (self.left, self.bottom),
            (self.right, self.bottom),
        ];
        corners
            .into_iter()
            .map(|(x, y)| Point::new(Abs::pt(x), Abs::pt(y)).transform_inf(transform))
            .map(|corner| (corner.x.to_pt(), corner.y.to_pt()))
            .fold(Self::NOWHERE, |bounds, (x, y)| {
                bounds.joined(&Self {
                    left: x,
                    top: y,
                    right: x,
                    bottom: y,
                })
            })
    }
}

impl PrintedText<'_> {
    /// Whether its lines are level or plumb. What stands aslant is decoration, or a stamp, and its box says
    /// nothing of where its letters are.
    pub(crate) fn is_upright(&self) -> bool {
        let Transform { sx, ky, kx, sy, .. } = self.transform;
        let both_small = |a: f64, b: f64| a.abs() < NO_TURN && b.abs() < NO_TURN;
        both_small(kx.get(), ky.get()) || both_small(sx.get(), sy.get())
    }

    /// The boxes of its letters, without the edges that they may share with others.
    pub(crate) fn letters(&self, faces: &mut FaceHeights) -> Vec<Bounds> {
        let mut letters = Vec::new();
        each_letter(self.item, faces, |letter| {
            letters.push(core(&letter, self.item).transformed(self.transform));
        });
        letters
    }
}

/// How high and low the letters of each face reach. Typst has to follow the outline of a letter to tell,
/// so each is asked for once.
#[derive(Default)]
pub(crate) struct FaceHeights(Vec<(FontInstance, Vec<Option<Heights>>)>);

/// How far a letter reaches over and under the line that it stands on, in parts of the size of the text.
/// Both are zero for a space.
#[derive(Debug, Clone, Copy)]
struct Heights {
    over: f64,
    under: f64,
}

impl FaceHeights {
    fn place_of(&mut self, font: &FontInstance) -> usize {
        let is_same = |known: &FontInstance| ptr::eq(known.ttf(), font.ttf());
        let place = self.0.iter().position(|(known, _)| is_same(known));
        place.unwrap_or_else(|| {
            self.0.push((font.clone(), Vec::new()));
            self.0.len() - 1
        })
    }

    fn of_glyph(&mut self, face: usize, glyph: u16) -> Heights {
        let (font, heights) = &mut self.0[face];
        let index = usize::from(glyph);
        if index >= heights.len() {
            heights.resize(index + 1, None);
        }
        *heights[index].get_or_insert_with(|| {
            let (over, under) = font.edges(
                TopEdge::Metric(TopEdgeMetric::Bounds),
                BottomEdge::Metric(BottomEdgeMetric::Bounds),
                Abs::pt(1.0),
                TextEdgeBounds::Glyph(glyph),
            );
            Heights {
                over: over.to_pt(),
                under: under.to_pt(),
            }
        })
    }
}

/// Gives the box of each letter of a text that leaves ink, in points from where the text begins.
fn each_letter(item: &TextItem, faces: &mut FaceHeights, mut give: impl FnMut(Bounds)) {
    let face = faces.place_of(&item.font);
    let size = item.size.to_pt();
    let mut x = 0.0;
    let mut y = 0.0;
    for Glyph {
        id,
        x_advance,
        x_offset,
        y_advance,
        y_offset,
        ..
    } in &item.glyphs
    {
        let Heights { over, under } = faces.of_glyph(face, *id);
        if over + under > 0.0 {
            let left = x + x_offset.get();
            let base = y + y_offset.get();
            give(Bounds {
                left: left * size,
                top: -(base + over) * size,
                right: (left + x_advance.get()) * size,
                bottom: (under - base) * size,
            });
        }
        x += x_advance.get();
        y += y_advance.get();
    }
}

/// The box of a letter or a text without the edges that it may share with others.
fn core(bounds: &Bounds, item: &TextItem) -> Bounds {
    let size = item.size.to_pt();
    bounds.without_edges(SHARED_SIDE * size, SHARED_HEIGHT * size)
}

/// Reads what is drawn on a page.
pub(crate) struct InkReader<'a, 'f> {
    faces: &'f mut FaceHeights,
    ink: PageInk<'a>,
    order: usize,
    /// The background that is being read.
    background: Option<Location>,
}

impl<'a, 'f> InkReader<'a, 'f> {
    /// What is drawn on a page.
    pub(crate) fn read(page: &'a Frame, faces: &'f mut FaceHeights) -> PageInk<'a> {
        let mut reader = Self {
            faces,
            ink: PageInk::default(),
            order: 0,
            background: None,
        };
        reader.read_frame(page, Transform::identity(), None);
        reader.ink
    }

    fn read_frame(&mut self, frame: &'a Frame, transform: Transform, clip: Option<Bounds>) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    let inside = here.pre_concat(group.transform);
                    let own = group.clip.as_ref().map(|curve| {
                        let rect = curve.bbox(None);
                        let bounds = Bounds {
                            left: rect.min.x.to_pt(),
                            top: rect.min.y.to_pt(),
                            right: rect.max.x.to_pt(),
                            bottom: rect.max.y.to_pt(),
                        };
                        bounds.transformed(inside)
                    });
                    let clip = match (own, clip) {
                        (Some(own), Some(clip)) => Some(own.common(&clip)),
                        (own, clip) => own.or(clip),
                    };
                    self.read_frame(&group.frame, inside, clip);
                }
                FrameItem::Tag(tag) => self.read_tag(tag),
                FrameItem::Text(text) if self.background.is_none() => {
                    self.read_text(text, here, clip);
                }
                FrameItem::Shape(shape, _) if self.background.is_none() => {
                    self.read_shape(shape, here);
                }
                _ => {}
            }
        }
    }

    /// Finds where the background of the page begins and ends.
    fn read_tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(element, _) if self.background.is_none() => {
                let artifact = element.to_packed::<ArtifactElem>();
                let kind = artifact.map(|artifact| artifact.kind.get(StyleChain::default()));
                if matches!(
                    kind,
                    Some(ArtifactKind::Background | ArtifactKind::Watermark)
                ) {
                    self.background = element.location();
                }
            }
            Tag::End(location, ..) if self.background == Some(*location) => {
                self.background = None;
            }
            _ => {}
        }
    }

    fn read_text(&mut self, item: &'a TextItem, transform: Transform, clip: Option<Bounds>) {
        if is_transparent(&item.fill) && item.stroke.is_none() {
            return;
        }
        let mut bounds = Bounds::NOWHERE;
        each_letter(item, self.faces, |letter| bounds = bounds.joined(&letter));
        if bounds.is_empty() {
            return;
        }
        self.order += 1;
        self.ink.texts.push(PrintedText {
            item,
            bounds: bounds.transformed(transform),
            core: core(&bounds, item).transformed(transform),
            clip,
            order: self.order,
            transform,
        });
    }

    fn read_shape(&mut self, shape: &Shape, transform: Transform) {
        let Geometry::Rect(size) = shape.geometry else {
            return;
        };
        if shape.fill.as_ref().is_some_and(is_opaque) {
            self.order += 1;
            self.ink.fills.push(Fill {
                bounds: Bounds::of_size(size).transformed(transform),
                order: self.order,
            });
        }
    }
}

fn is_opaque(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(color) if color.alpha().is_none_or(|alpha| alpha >= 1.0))
}

fn is_transparent(paint: &Paint) -> bool {
    matches!(paint, Paint::Solid(color) if color.alpha() == Some(0.0))
}
