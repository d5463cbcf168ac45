//! Fields, buttons and layers do in the dossier what they did in their part.

use super::{dossier, plain, text, the_pira};
use crate::support::pdf_builder::{Back, page_and};
use lopdf::Object;

#[test]
fn fields_keep_their_names_fonts_and_values() {
    let form = |font: &str, extra: &str| {
        page_and(
            &format!(
                "/AcroForm<</Fields[5 0 R 6 0 R]/DA(/F 10 Tf 0 g)/DR<</Font<</F 7 0 R>>>>{extra}>>"
            ),
            "/Annots[5 0 R 6 0 R]",
            &[
                "<</FT/Tx/T(nome)/V(uno)/Subtype/Widget/Rect[0 0 9 9]/DA(/F 12 Tf 1 g)>>"
                    .to_owned(),
                "<</FT/Tx/T(altro)/Subtype/Widget/Rect[0 0 9 9]/A<</S/ResetForm/Fields[(nome)]>>>>"
                    .to_owned(),
                format!("<</Type/Font/Subtype/Type1/BaseFont/{font}>>"),
            ],
        )
    };
    let alone = form("Helvetica", "");
    let (back, said) = dossier(&[&alone, &form("Courier", "/XFA(x)/NeedAppearances true")]);
    assert!(said.contains("il modulo XFA"), "{said}");
    let form = back.dictionary(&["AcroForm"]);
    assert!(!form.has(b"XFA") && form.has(b"NeedAppearances"));
    let fields = back
        .at(&["AcroForm", "Fields"])
        .unwrap()
        .as_array()
        .unwrap();
    let mut names = Vec::new();
    for (place, field) in fields.iter().enumerate() {
        let field = back.follow(field).as_dict().unwrap();
        names.push(text(field.get(b"T").unwrap()));
        // A form of its own says it for all; here the two forms do not say the same.
        let appearance = text(field.get(b"DA").unwrap());
        let font = appearance[1..].split(' ').next().unwrap();
        let font = back.dictionary(&["AcroForm", "DR", "Font", font]);
        let wanted: &[u8] = if place < 2 { b"Helvetica" } else { b"Courier" };
        assert_eq!(font.get(b"BaseFont").unwrap().as_name().unwrap(), wanted);
        if let Ok(action) = field.get(b"A") {
            let cleared = back
                .follow(action)
                .as_dict()
                .unwrap()
                .get(b"Fields")
                .unwrap();
            assert_eq!(text(&cleared.as_array().unwrap()[0]), names[place - 1]);
        }
    }
    assert_eq!(names, ["nome", "altro", "nome-2", "altro-2"]);
    // A form that is alone stays as it was.
    let (back, _) = dossier(&[&alone, the_pira()]);
    assert!(back.dictionary(&["AcroForm"]).has(b"DA"));
    assert!(!back.dictionary(&["AcroForm", "Fields", "1"]).has(b"DA"));
}

#[test]
fn a_button_clears_and_sends_the_fields_of_its_part() {
    let actions = [
        "<</S/ResetForm>>",
        "<</S/SubmitForm/F(http://a)/Flags 5>>",
        "<</S/ResetForm/Flags 1/Fields[(nome.b)6 0 R]>>",
        "<</S/ResetForm/Fields[(altro)(assente)]>>",
        "<</S/Hide/T(altro)>>",
        "<</S/ResetForm/Flags 1/Fields[5 0 R(altro)]/Next<</S/URI/URI(http://a)>>>>",
    ];
    let links: String = actions
        .iter()
        .map(|action| format!("<</Subtype/Link/Rect[0 0 9 9]/A{action}>>"))
        .collect();
    let form = page_and(
        "/AcroForm<</Fields[5 0 R 6 0 R]>>",
        &format!("/Annots[{links}]"),
        &[
            "<</T(nome)/Kids[7 0 R 8 0 R]>>",
            "<</FT/Tx/T(altro)/V(x)>>",
            "<</FT/Tx/T(a)/Parent 5 0 R>>",
            "<</FT/Tx/T(b)/Parent 5 0 R>>",
        ],
    );
    let without = page_and("", &format!("/Annots[{links}]"), &[""; 0]);
    // The names of the fields that each action of a page names, or what it does instead.
    let named = |back: &Back, page: usize| -> Vec<String> {
        let annotations = back.follow(back.pages()[page].get(b"Annots").unwrap());
        let annotations = annotations.as_array().unwrap().iter();
        let named = annotations.map(|link| {
            let action = back.follow(link).as_dict().unwrap().get(b"A").unwrap();
            let action = back.follow(action).as_dict().unwrap();
            let kind = action.get(b"S").unwrap().as_name().unwrap();
            if kind == b"Named" {
                assert!(!action.has(b"Fields") && !action.has(b"F"));
                return "nothing".to_owned();
            }
            let Ok(fields) = action.get(b"Fields").or(action.get(b"T")) else {
                return "all".to_owned();
            };
            let fields = fields
                .as_array()
                .map_or(std::slice::from_ref(fields), Vec::as_slice);
            let names = fields.iter().map(|field| match back.follow(field) {
                Object::Dictionary(field) => text(field.get(b"T").unwrap()),
                name => format!("({})", text(name)),
            });
            let flags = action
                .get(b"Flags")
                .map_or(0, |flags| flags.as_i64().unwrap());
            format!("{} {flags}", names.collect::<Vec<_>>().join(" "))
        });
        named.collect()
    };
    let (back, _) = dossier(&[&form, &form]);
    let own = [
        "nome altro 0",
        "nome altro 4",
        "a 0",
        "(altro) 0",
        "(altro) 0",
        "nothing",
    ];
    assert_eq!(named(&back, 0), own);
    let own = [
        "nome-2 altro-2 0",
        "nome-2 altro-2 4",
        "a 0",
        "(altro-2) 0",
        "(altro-2) 0",
        "nothing",
    ];
    assert_eq!(named(&back, 1), own);
    let (back, _) = dossier(&[&form, &without]);
    assert_eq!(
        named(&back, 0)[..2],
        ["all", "all"],
        "nobody else has fields"
    );
    assert_eq!(named(&back, 1), ["nothing"; 6]);
}

#[test]
fn layers_are_shown_and_hidden_as_in_their_part() {
    let layers = |base: &str| {
        page_and(
            &format!("/OCProperties<</OCGs[5 0 R 6 0 R]/D<<{base}>>>>"),
            "",
            &["<</Type/OCG/Name(a)>>", "<</Type/OCG/Name(b)>>"],
        )
    };
    let shown = |parts: &[&[u8]]| {
        let (back, _) = dossier(parts);
        let off = back.at(&["OCProperties", "D", "OFF"]);
        let off = off.map_or(Vec::new(), |off| off.as_array().unwrap().clone());
        assert!(!back.dictionary(&["OCProperties", "D"]).has(b"BaseState"));
        let groups = back
            .at(&["OCProperties", "OCGs"])
            .unwrap()
            .as_array()
            .unwrap();
        groups
            .iter()
            .map(|group| !off.contains(group))
            .collect::<Vec<_>>()
    };
    let all_off = layers("/BaseState/OFF/ON[6 0 R]");
    let one_off = layers("/OFF[5 0 R]");
    assert_eq!(shown(&[&all_off, &one_off]), [false, true, false, true]);
    assert_eq!(shown(&[&one_off, &all_off]), [false, true, false, true]);
    assert_eq!(shown(&[&layers(""), &all_off]), [true, true, false, true]);
    assert_eq!(
        shown(&[&plain(), &layers("/BaseState/Unchanged/OFF[6 0 R]")]),
        [true, false]
    );
}
