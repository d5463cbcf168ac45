//! Validates a part against the standards that it declares, with an independent validator.

use page_validation::{SafetyLimits, ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::conformance::Conformance;
use super::opening::LARGEST_STREAM;

/// The most broken rules that are named; the others are counted.
const MOST_NAMED: usize = 6;

/// The outcome of a validation.
pub(crate) struct Validation {
    /// The standards that the file declares and meets.
    pub kept: Conformance,
    /// The standards that it declares and does not meet, in Italian, with the rules broken.
    pub broken_standards: Vec<String>,
}

/// Validates a file against the standards that it declares. If it fails a level of PDF/A, the lower ones
/// are tried in turn.
pub(crate) fn validate(bytes: &[u8], declared: Conformance) -> Validation {
    let mut validation = Validation {
        kept: declared,
        broken_standards: Vec::new(),
    };
    if let Some((part @ 1..=3, level)) = declared.pdf_a
        && let Err(reason) = check_pdf_a(bytes, part, level)
    {
        let only_pdf_a = Conformance {
            pdf_a: declared.pdf_a,
            pdf_ua: None,
        };
        validation.broken_standards.push(format!(
            "dichiara {only_pdf_a} e non lo rispetta ({reason})"
        ));
        let lower = "aub".chars().skip_while(|other| *other != level).skip(1);
        let kept = lower
            .filter(|lower| part > 1 || *lower != 'u')
            .find(|lower| check_pdf_a(bytes, part, *lower).is_ok());
        validation.kept.pdf_a = kept.map(|level| (part, level));
    }
    if declared.pdf_ua == Some(1)
        && let Err(reason) = check_profile(bytes, ValidationProfile::PdfUa1)
    {
        let reason = format!("dichiara PDF/UA-1 e non lo rispetta ({reason})");
        validation.broken_standards.push(reason);
        validation.kept.pdf_ua = None;
    }
    validation
}

fn check_pdf_a(bytes: &[u8], part: u8, level: char) -> Result<(), String> {
    use ValidationProfile as Profile;
    let profile = match (part, level) {
        (1, 'a') => Profile::PdfA1a,
        (1, _) => Profile::PdfA1b,
        (2, 'a') => Profile::PdfA2a,
        (2, 'u') => Profile::PdfA2u,
        (2, _) => Profile::PdfA2b,
        (_, 'a') => Profile::PdfA3a,
        (_, 'u') => Profile::PdfA3u,
        _ => Profile::PdfA3b,
    };
    check_profile(bytes, profile)
}

/// Validates a file against one standard.
///
/// # Errors
/// In Italian, the rules that it breaks, by their numbers in the standard.
fn check_profile(bytes: &[u8], profile: ValidationProfile) -> Result<(), String> {
    // The validator's default limits are lower than ours: it would refuse large files that we join.
    let limits = SafetyLimits::default()
        .with_max_input_size(2 * LARGEST_STREAM as u64)
        .with_max_decoded_stream_size(LARGEST_STREAM)
        .with_max_total_decoded_content_size(4 * LARGEST_STREAM)
        .with_max_object_count(5_000_000)
        .with_max_form_invocations(200_000)
        .with_max_table_grid_rows(100_000)
        .with_max_table_grid_cells(5_000_000);
    let options = ValidationOptions::default().profile(profile).limits(limits);
    let Ok(report) = validate_pdf_bytes(bytes, &options) else {
        return Err("il validatore non riesce a leggerlo".to_owned());
    };
    if report.is_compliant {
        return Ok(());
    }
    let mut rules: Vec<&str> = report.failures.iter().map(|f| f.rule_id.as_str()).collect();
    rules.dedup();
    let more = rules.len().saturating_sub(MOST_NAMED);
    let named = rules[..rules.len().min(MOST_NAMED)].join(", ");
    Err(match more {
        0 => format!("regole {named}"),
        more => format!("regole {named} e altre {more}"),
    })
}
