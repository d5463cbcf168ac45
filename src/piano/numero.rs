//! Decimal numbers as Italian offices write them.

use rust_decimal::Decimal;

/// Reads `2`, `2,5`, `-1.000`, `460.000,00`: the point groups thousands, the comma starts the
/// decimals. Anything else is no number: `2.5`, and `0.500`, which nobody writes for five hundred.
pub fn leggi(testo: &str) -> Option<Decimal> {
    let (segno, cifre) = match testo.strip_prefix('-') {
        Some(resto) => ("-", resto),
        None => ("", testo),
    };
    let (intero, decimali) = cifre.split_once(',').unwrap_or((cifre, "0"));
    let gruppi: Vec<&str> = intero.split('.').collect();
    let ben_raggruppato = gruppi.len() == 1
        || (1..=3).contains(&gruppi[0].len())
            && !gruppi[0].starts_with('0')
            && gruppi[1..].iter().all(|g| g.len() == 3);
    let solo_cifre = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !ben_raggruppato || !gruppi.iter().all(|g| solo_cifre(g)) || !solo_cifre(decimali) {
        return None;
    }
    let numero = format!("{segno}{}.{decimali}", gruppi.concat());
    if cifre.contains(',') {
        Decimal::from_str_exact(&numero).ok()
    } else {
        Decimal::from_str_exact(numero.trim_end_matches(".0")).ok()
    }
}

/// Writes a number with grouped thousands and at least `decimali` decimals.
pub fn scrivi(numero: Decimal, decimali: u32) -> String {
    let mut numero = numero;
    if numero.scale() < decimali {
        numero.rescale(decimali);
    }
    let testo = numero.abs().to_string();
    let (intero, frazione) = testo.split_once('.').unwrap_or((&testo, ""));
    let segno = if numero.is_sign_negative() && !numero.is_zero() {
        "-"
    } else {
        ""
    };
    let virgola = if frazione.is_empty() { "" } else { "," };
    format!("{segno}{}{virgola}{frazione}", raggruppa(intero))
}

fn raggruppa(cifre: &str) -> String {
    let mut gruppi = String::new();
    for (posto, cifra) in cifre.chars().enumerate() {
        if posto > 0 && (cifre.len() - posto).is_multiple_of(3) {
            gruppi.push('.');
        }
        gruppi.push(cifra);
    }
    gruppi
}
