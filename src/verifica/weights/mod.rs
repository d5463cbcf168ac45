//! The weights of the indicators: within an objective they make 100, or 1.

mod reading;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::nodes::{entries_under, key_location, programmi};
use super::{Regola, RuleContext};
use crate::lettura::Node;
use crate::piano::{ElementKind, Obiettivo, Programma, write_number};
use crate::rilievi::{Report, Rilievo};
use reading::{Reading, Weight};

/// The rule of the weights.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: "pesi",
    words: "i pesi degli indicatori di un obiettivo fanno insieme 100 (o 1), e li hanno tutti o nessuno",
    source: "pratica: il peso dice quanto conta ciascun indicatore nel risultato dell'obiettivo",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "indicatori:
  - { codice: A1.1, peso: 60% }
  - { codice: A1.2, peso: 50% }",
    right: "indicatori:
  - { codice: A1.1, peso: 60% }
  - { codice: A1.2, peso: 40% }",
    check,
}];

/// A weight with the node of its text.
type WeightNode = (Weight, Node);

/// The weights of one objective.
#[derive(Clone)]
struct Weights<'a> {
    obiettivo: &'a Obiettivo,
    given: Vec<WeightNode>,
    /// The indicators without a weight.
    lacking: Vec<Node>,
    /// Those that are words, which cannot be added up.
    worded: Vec<Node>,
}

/// How the weights of an objective are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Scale {
    /// Parts of one: `0,3`.
    Unit,
    /// Per cent, with or without its sign.
    Hundred,
}

impl Scale {
    fn total(self) -> Decimal {
        match self {
            Self::Unit => Decimal::ONE,
            Self::Hundred => Decimal::ONE_HUNDRED,
        }
    }
}

fn check(context: &RuleContext<'_>) -> Report {
    let by_programma: Vec<Vec<Weights<'_>>> = programmi(context)
        .map(|(programma, node)| of_programma(context, programma, node))
        .filter(|weights| !weights.is_empty())
        .collect();
    let is_of_objectives = !add_up_above(&by_programma) && !have_own_total(&by_programma.concat());
    let found = by_programma.iter().flatten().filter_map(|weights| {
        let found = weights.worded_some(context);
        let found = found.or_else(|| weights.lacking_some(context));
        let found = found.or_else(|| weights.out_of_range(context));
        let found = found.or_else(|| weights.mixed(context));
        found.or_else(|| weights.wrong_sum(context).filter(|_| is_of_objectives))
    });
    found.collect()
}

/// The weights of the objectives that have some.
fn of_programma<'a>(
    context: &RuleContext<'_>,
    programma: &'a Programma,
    node: Node,
) -> Vec<Weights<'a>> {
    let nodes = entries_under(&context.tree, node, "obiettivi");
    let obiettivi = programma.obiettivi.iter().zip(nodes);
    obiettivi
        .map(|(obiettivo, node)| Weights::of(context, obiettivo, node))
        .filter(|weights| !weights.given.is_empty())
        .collect()
}

/// Whether the weights make the whole within each programme, or within the plan: some bodies weigh the
/// indicators of all objectives together.
fn add_up_above(by_programma: &[Vec<Weights<'_>>]) -> bool {
    let is_whole = |sum: Decimal| [Decimal::ONE, Decimal::ONE_HUNDRED].contains(&sum);
    let sum = |weights: &[Weights<'_>]| weights.iter().map(Weights::sum).sum::<Decimal>();
    let programmi = by_programma.iter().filter(|weights| weights.len() > 1);
    let is_of_plan = by_programma.concat().len() > 1 && is_whole(sum(&by_programma.concat()));
    is_of_plan || programmi.count() > 0 && by_programma.iter().all(|weights| is_whole(sum(weights)))
}

/// Whether the plan's weights make another total, the same in each objective, as tenths do.
fn have_own_total(weights: &[Weights<'_>]) -> bool {
    let mut totals: BTreeMap<Decimal, usize> = BTreeMap::new();
    for weights in weights {
        *totals.entry(weights.sum().normalize()).or_default() += 1;
    }
    weights.len() > 2 && totals.len() == 1
}

impl<'a> Weights<'a> {
    fn of(context: &RuleContext<'_>, obiettivo: &'a Obiettivo, node: Node) -> Self {
        let tree = &context.tree;
        let mut weights = Self {
            obiettivo,
            given: Vec::new(),
            lacking: Vec::new(),
            worded: Vec::new(),
        };
        for indicatore in entries_under(tree, node, "indicatori") {
            let peso = tree.find_key(indicatore, "peso");
            let text = peso.and_then(|(_, peso)| Some((peso, tree.text(peso)?)));
            match text.map(|(peso, text)| (peso, reading::read(text))) {
                Some((peso, Reading::Weight(weight))) => weights.given.push((weight, peso)),
                Some((peso, Reading::Words)) => weights.worded.push(peso),
                Some((_, Reading::Nothing)) | None => weights.lacking.push(indicatore),
            }
        }
        weights
    }

    fn sum(&self) -> Decimal {
        self.given.iter().map(|(weight, _)| weight.number).sum()
    }

    /// A weight in words beside weights in figures.
    fn worded_some(&self, context: &RuleContext<'_>) -> Option<Rilievo> {
        let worded = *self.worded.first()?;
        let (_, in_figures) = self.given.first()?;
        let text = context.tree.text(worded)?;
        Some(
            Rilievo::warning(format!("“{text}” non è un peso in cifre, come gli altri"))
                .at(context.tree.location(worded))
                .with_other_location(context.tree.location(*in_figures), "qui un peso")
                .with_rimedio("scrivere il peso in cifre"),
        )
    }

    /// Whether some indicators have a weight and others have none.
    fn lacking_some(&self, context: &RuleContext<'_>) -> Option<Rilievo> {
        let first = self.lacking.first()?;
        let (_, with_weight) = self.given.first()?;
        Some(
            Rilievo::warning("solo alcuni indicatori dell'obiettivo hanno un peso")
                .at(key_location(&context.tree, *first, "codice"))
                .with_other_location(context.tree.location(*with_weight), "qui un peso")
                .with_rimedio("dare un peso anche a questo, o toglierlo agli altri"),
        )
    }

    /// The scale of the weights: parts of one, unless a sign of per cent or the most of them say otherwise.
    fn scale(&self) -> Scale {
        let is_part =
            |weight: &Weight| !weight.is_percentage && weight.number.abs() <= Decimal::ONE;
        let parts = self.given.iter().filter(|(weight, _)| is_part(weight));
        let has_fraction = parts.clone().any(|(weight, _)| !weight.number.is_integer());
        let makes_one = self.sum() == Decimal::ONE;
        let is_near_hundred = (self.sum() - Decimal::ONE_HUNDRED).abs() < Decimal::TEN;
        if makes_one || has_fraction && 2 * parts.count() >= self.given.len() && !is_near_hundred {
            Scale::Unit
        } else {
            Scale::Hundred
        }
    }

    /// A weight that is less than nothing or more than the whole.
    fn out_of_range(&self, context: &RuleContext<'_>) -> Option<Rilievo> {
        let scale = self.scale();
        let (weight, node) = self.given.iter().find(|(weight, _)| {
            let total = if weight.is_percentage {
                Scale::Hundred
            } else {
                scale
            }
            .total();
            weight.number < Decimal::ZERO || weight.number > total
        })?;
        let number = write_number(weight.number.normalize(), 0);
        let (message, rimedio) = if weight.number < Decimal::ZERO {
            (
                "è negativo".to_owned(),
                "scriverlo senza il segno meno, o correggerlo".to_owned(),
            )
        } else {
            let total = write_number(scale.total(), 0);
            let message = format!("supera {total}, che è il peso di tutto l'obiettivo");
            let rimedio = match scale {
                Scale::Unit => "scrivere il peso in parti di 1, come 0,3, o tutti in percentuale",
                Scale::Hundred => "correggere il peso",
            };
            (message, rimedio.to_owned())
        };
        Some(
            Rilievo::warning(format!("il peso {number} {message}"))
                .at(context.tree.location(*node))
                .with_rimedio(rimedio),
        )
    }

    /// Weights of which some are per cent and some parts of one.
    fn mixed(&self, context: &RuleContext<'_>) -> Option<Rilievo> {
        self.given.iter().find(|(weight, _)| weight.is_percentage)?;
        let is_part = |weight: &Weight| !weight.is_percentage && !weight.number.is_integer();
        let mut parts = self.given.iter();
        let (weight, node) =
            parts.find(|(weight, _)| is_part(weight) && weight.number < Decimal::ONE)?;
        let percentage = write_number((weight.number * Decimal::ONE_HUNDRED).normalize(), 0);
        Some(
            Rilievo::warning("i pesi dell'obiettivo sono in parte percentuali e in parte no")
                .at(context.tree.location(*node))
                .with_rimedio(format!("scrivere {percentage}%, come gli altri")),
        )
    }

    /// Weights that do not make the whole.
    fn wrong_sum(&self, context: &RuleContext<'_>) -> Option<Rilievo> {
        let scale = self.scale();
        let total = scale.total();
        let in_scale = |weight: &Weight| match (scale, weight.is_percentage) {
            (Scale::Unit, true) => weight.number / Decimal::ONE_HUNDRED,
            _ => weight.number,
        };
        let sum: Decimal = self.given.iter().map(|(weight, _)| in_scale(weight)).sum();
        if !self.worded.is_empty() || (sum - total).abs() <= self.rounding(scale) {
            return None;
        }
        let (_, first) = self.given.first()?;
        let write = |number: Decimal| write_number(number.normalize(), 0);
        let weights: Vec<String> = self.given.iter().map(|(w, _)| write(w.number)).collect();
        let weights = weights.join(" + ");
        let codice = &self.obiettivo.codice;
        let (sum, total) = (write(sum), write(total));
        let message = if self.given.len() == 1 {
            format!("l'unico indicatore dell'obiettivo {codice} pesa {sum}, non {total}")
        } else {
            format!("i pesi dell'obiettivo {codice} fanno {sum}, non {total}: {weights}")
        };
        Some(
            Rilievo::warning(message)
                .at(context.tree.location(*first))
                .with_rimedio(format!("correggere i pesi, finché insieme fanno {total}")),
        )
    }

    /// By how much rounded weights may miss the whole: thirds are written `33%`, `33,3%`. Whole numbers of
    /// per cent are rounded only where all are equal; others are typed as they were decided.
    fn rounding(&self, scale: Scale) -> Decimal {
        let numbers = || {
            self.given
                .iter()
                .map(|(weight, _)| weight.number.normalize())
        };
        let decimals = numbers()
            .map(|number| number.scale())
            .max()
            .unwrap_or_default();
        let whole = match scale {
            Scale::Unit => 2,
            Scale::Hundred => 0,
        };
        let all_equal = numbers().all(|number| Some(number) == numbers().next());
        if self.given.len() < 3 || decimals <= whole && !all_equal {
            return Decimal::ZERO;
        }
        let half_unit = Decimal::new(5, decimals.max(whole) + 1);
        half_unit * Decimal::from(self.given.len())
    }
}
