//! The targets of an indicator, year by year.

use rust_decimal::Decimal;

use super::RuleContext;
use super::thousands;
use crate::lettura::{Node, ParsedPlan};
use crate::piano::{
    Anno, Indicatore, Interval, Measure, Quantity, RisultatoAtteso, TargetValue, ValoriOsservati,
};
use crate::rilievi::{Location, Report, Rilievo};
use crate::verifica::nodes::indicatori;

/// An indicator with its targets in the order of their years.
pub(super) struct Series<'a> {
    pub(super) indicatore: &'a Indicatore,
    pub(super) node: Node,
    pub(super) targets: Vec<Target<'a>>,
}

/// The target of a year.
#[derive(Clone, Copy)]
pub(super) struct Target<'a> {
    pub(super) anno: Anno,
    pub(super) text: &'a str,
    pub(super) value: &'a TargetValue,
}

/// An observed value, with its period as the plan writes it.
pub(super) struct Observed<'a> {
    pub(super) period: &'a str,
    pub(super) text: &'a str,
    pub(super) value: TargetValue,
}

impl<'a> Series<'a> {
    fn new(indicatore: &'a Indicatore, node: Node) -> Self {
        let of_year = |(anno, result): (&Anno, &'a RisultatoAtteso)| Target {
            anno: *anno,
            text: result.text(),
            value: result.value(),
        };
        let mut targets: Vec<Target<'_>> =
            indicatore.risultati_attesi.iter().map(of_year).collect();
        targets.sort_by_key(|target| target.anno);
        Self {
            indicatore,
            node,
            targets,
        }
    }

    /// The targets that say what they seem to: not those that another rule tells as illegible.
    pub(super) fn clear(&self) -> impl Iterator<Item = Target<'a>> {
        self.targets
            .iter()
            .copied()
            .filter(|target| !thousands::is_doubtful(self, target))
    }

    /// The unit that the indicator declares.
    pub(super) fn declared(&self) -> Measure {
        let text = self.indicatore.unita_di_misura.as_ref();
        text.map_or(Measure::Bare, |text| Measure::declared(text))
    }

    /// The values observed in each period.
    pub(super) fn observed(&self) -> Vec<Observed<'a>> {
        match &self.indicatore.valori_osservati {
            Some(ValoriOsservati::PerPeriod(values)) => values
                .iter()
                .map(|value| Observed {
                    period: &value.period,
                    text: &value.value,
                    value: TargetValue::read(&value.value),
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Where the target of a year stands.
    pub(super) fn location(&self, parsed: &ParsedPlan, anno: Anno) -> Location {
        anno_location(parsed, self.node, anno)
    }

    /// Where the value of a period stands.
    pub(super) fn observed_location(&self, parsed: &ParsedPlan, period: &str) -> Location {
        location_under(parsed, self.node, "valori_osservati", period)
    }
}

/// Where the target of an indicator for a year stands.
pub(super) fn anno_location(parsed: &ParsedPlan, indicatore: Node, anno: Anno) -> Location {
    location_under(parsed, indicatore, "risultati_attesi", &anno.to_string())
}

fn location_under(parsed: &ParsedPlan, indicatore: Node, key: &str, entry: &str) -> Location {
    let values = parsed.tree.find_key(indicatore, key);
    let value = values.and_then(|(_, values)| parsed.tree.find_key(values, entry));
    parsed
        .tree
        .location(value.map_or(indicatore, |(_, value)| value))
}

impl<'a> Target<'a> {
    /// The comparison, if it stands alone: not within a sentence.
    pub(super) fn quantity(&self) -> Option<&'a Quantity> {
        match self.value {
            TargetValue::Number(quantity) if quantity.lead.is_empty() => Some(quantity),
            _ => None,
        }
    }

    pub(super) fn interval(&self) -> Option<&'a Interval> {
        match self.value {
            TargetValue::Range(interval) => Some(interval),
            _ => None,
        }
    }
}

/// What a value counts; `None` if it is no value.
pub(super) fn measure_of(value: &TargetValue) -> Option<Measure> {
    match value {
        TargetValue::Number(quantity) if quantity.lead.is_empty() => Some(quantity.measure.clone()),
        TargetValue::Range(interval) => Some(interval.measure.clone()),
        TargetValue::Day(_) => Some(Measure::Day),
        TargetValue::YesNo(_) => Some(Measure::YesNo),
        _ => None,
    }
}

/// The number of a value that is one number.
pub(super) fn number_of(value: &TargetValue) -> Option<Decimal> {
    match value {
        TargetValue::Number(quantity) if quantity.lead.is_empty() => Some(quantity.number),
        _ => None,
    }
}

/// Looks at the targets of each indicator.
pub(super) fn each_series<'a>(context: &'a RuleContext<'_>) -> impl Iterator<Item = Series<'a>> {
    indicatori(context).map(|(indicatore, node)| Series::new(indicatore, node))
}

/// The findings of each indicator, each at the target of a year.
pub(super) fn at_targets(
    context: &RuleContext<'_>,
    find: impl Fn(&Series<'_>) -> Vec<(Anno, Rilievo)>,
) -> Report {
    let mut report = Report::default();
    for series in each_series(context) {
        for (anno, rilievo) in find(&series) {
            report.add(rilievo.at(series.location(context, anno)));
        }
    }
    report
}
