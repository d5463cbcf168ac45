//! `date-degli-atti`: the days of the document and of the acts that it names, in an order that can be.

use super::acts::{CitedAct, cited_acts};
use super::budget_of;
use super::prose::Budget;
use crate::piano::{ActNumber, Data};
use crate::rilievi::{Location, Report, Rilievo};
use crate::verifica::nodes::key_location;
use crate::verifica::{Regola, RuleContext};

pub(super) const REGOLA: Regola = Regola {
    name: "date-degli-atti",
    words: "il piano si fa con il preventivo, dopo gli atti che cita e prima di quello che lo approva",
    source: "DPR 254/2005 art. 5 e 6: la relazione previsionale entro il 31 ottobre, il preventivo entro il 30 novembre dell'anno prima",
    example_of: None,
    wrong: "documento: { data: 2019-12-03 }",
    right: "documento: { data: 2020-12-03 }",
    check,
};

/// A day of the plan: of the document, or of an act.
struct Day {
    name: &'static str,
    key: &'static str,
    day: Data,
    location: Location,
}

fn check(context: &RuleContext<'_>) -> Report {
    let budget = budget_of(context);
    let acts = cited_acts(context);
    let numbers = acts.iter().filter_map(|act| year_of_number(context, act));
    let mut report: Report = numbers.collect();
    let mut fitting = Vec::new();
    for day in days(context, &acts) {
        match out_of_its_time(context, &day, budget) {
            Some(rilievo) => report.add(rilievo),
            None => fitting.push(day),
        }
    }
    report.merge(out_of_order(&fitting));
    report
}

/// The days of the document and of the acts whose day is known.
fn days(context: &RuleContext<'_>, acts: &[CitedAct<'_>]) -> Vec<Day> {
    let (document, _) = context.tree.follow(["documento"]);
    let of_document = Day {
        name: "il documento",
        key: "documento",
        day: context.piano.documento.data,
        location: key_location(&context.tree, document, "data"),
    };
    let of_acts = acts.iter().filter_map(|act| {
        Some(Day {
            name: act.name,
            key: act.key,
            day: act.atto.data?,
            location: key_location(&context.tree, act.node, "data"),
        })
    });
    std::iter::once(of_document).chain(of_acts).collect()
}

/// A day on which a document of this budget is not made: before the year before, or when the budget's
/// year is about to end. A programme of more years is not older than two years before it begins.
fn out_of_its_time(context: &RuleContext<'_>, day: &Day, budget: Budget) -> Option<Rilievo> {
    let year = u16::try_from(day.day.year()).unwrap_or_default();
    let Budget { esercizio, .. } = budget;
    if day.key == "programma_pluriennale" {
        let first = first_year_of_programme(context).unwrap_or(esercizio);
        let is_early = year + 2 < first || year + 10 < esercizio;
        return is_early.then(|| {
            Rilievo::warning(format!(
                "{} è del {}, e comincia dal {first}",
                day.name, day.day
            ))
            .at(day.location.clone())
            .with_rimedio("correggere la data dell'atto, o il periodo del programma")
        });
    }
    let is_early = year + 1 < esercizio || year + 1 == esercizio && day.day.month() < 5;
    let is_late = year > esercizio || year == esercizio && day.day.month() > 9;
    (is_early || is_late).then(|| {
        Rilievo::warning(format!("{} è del {}, e l'esercizio è il {esercizio}", day.name, day.day))
            .at(day.location.clone())
            .with_rimedio(format!(
                "correggere la data: gli atti del bilancio {esercizio} sono di solito della seconda metà del {}",
                esercizio - 1
            ))
    })
}

fn first_year_of_programme(context: &RuleContext<'_>) -> Option<u16> {
    let programme = context.piano.atti.programma_pluriennale.as_ref()?;
    let words = super::words::words_of(programme.periodo.as_deref()?);
    let mentions = super::mention::mentions_of(&words);
    mentions.first().map(|mention| mention.from)
}

/// Days that contradict each other. The approving act is the culprit where it comes before several.
fn out_of_order(days: &[Day]) -> Report {
    let find = |key: &str| days.iter().find(|day| day.key == key);
    let cited: Vec<&Day> = days
        .iter()
        .filter(|day| !matches!(day.key, "documento" | "allegato"))
        .collect();
    let (document, approval) = (find("documento"), find("allegato"));
    let is_approval_early =
        approval.is_some_and(|approval| is_early_approval(approval, document, &cited));
    if let (true, Some(approval)) = (is_approval_early, approval) {
        return too_early(approval, document, &cited).into();
    }
    let later = cited.into_iter().filter_map(|act| {
        let same_session = approval.is_some_and(|approval| approval.day == act.day);
        let after_approval = approval.filter(|approval| act.day > approval.day);
        let after_document = document.filter(|document| act.day > document.day && !same_session);
        let reference = after_approval.or(after_document)?;
        Some(too_late(act, reference))
    });
    later.collect()
}

/// Whether the approving act comes before the document is made, or before most of the acts that it cites.
fn is_early_approval(approval: &Day, document: Option<&Day>, cited: &[&Day]) -> bool {
    let is_before_document = document
        .is_some_and(|document| days_between(approval.day, document.day) > DAYS_TO_WRITE_THE_FILE);
    let before = cited.iter().filter(|act| approval.day < act.day).count();
    // Where the document agrees with the approval, an act after both is the one that is wrong.
    let agrees = document.is_some_and(|document| document.day <= approval.day);
    is_before_document || before > 0 && !agrees
}

/// A file may be made some days after the act that approves what it says.
const DAYS_TO_WRITE_THE_FILE: i32 = 7;

/// How many days one day is before another, in years of twelve months of thirty-one days.
fn days_between(before: Data, after: Data) -> i32 {
    let count = |day: Data| {
        (i32::from(day.year()) * 12 + i32::from(day.month())) * 31 + i32::from(day.day())
    };
    count(after) - count(before)
}

fn too_early(approval: &Day, document: Option<&Day>, cited: &[&Day]) -> Rilievo {
    let mut others = cited.iter().copied().chain(document);
    let other = others.find(|other| other.day > approval.day);
    let rilievo = Rilievo::warning(match other {
        Some(other) => format!(
            "{} è del {}; {} è di dopo, del {}",
            approval.name, approval.day, other.name, other.day
        ),
        None => format!("{} è del {}", approval.name, approval.day),
    });
    let rilievo = rilievo
        .at(approval.location.clone())
        .with_rimedio("correggere la data dell'atto che approva, o quella che viene dopo");
    match other {
        Some(other) => rilievo.with_other_location(other.location.clone(), "viene dopo"),
        None => rilievo,
    }
}

fn too_late(act: &Day, reference: &Day) -> Rilievo {
    Rilievo::warning(format!(
        "{} è del {}; {} è di prima, del {}",
        act.name, act.day, reference.name, reference.day
    ))
    .at(act.location.clone())
    .with_other_location(reference.location.clone(), "viene prima")
    .with_rimedio("correggere una delle due date: un documento cita atti che ci sono già")
}

/// A number with a year that is not that of its day, `13/2025` of 2026; without a day, one that is not of
/// the budget's acts.
fn year_of_number(context: &RuleContext<'_>, act: &CitedAct<'_>) -> Option<Rilievo> {
    let numero = act.atto.numero.as_deref()?;
    let year = ActNumber::of_written(Some(numero)).year()?;
    let esercizio = budget_of(context).esercizio;
    let is_of_mandate = act.key == "programma_pluriennale";
    let message = match act.atto.data {
        Some(data) if year != data.year() => format!("l'atto n. {numero} è del {data}"),
        None if !is_of_mandate && i32::from(year) + 1 < i32::from(esercizio) => {
            format!("l'atto n. {numero} è del {year}, e l'esercizio è il {esercizio}")
        }
        _ => return None,
    };
    Some(
        Rilievo::warning(message)
            .at(key_location(&context.tree, act.node, "numero"))
            .with_rimedio("correggere l'anno del numero, o la data"),
    )
}
