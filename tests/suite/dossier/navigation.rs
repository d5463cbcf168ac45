//! Bookmarks, page labels and links lead where they led in their part.

use super::{dossier, plain, text, the_pira};
use crate::support::pdf_builder::{Back, one_page, page_and, pdf_with_trailer, stream};
use lopdf::Object;

#[test]
fn bookmarks_in_the_catalogue_itself_are_kept() {
    let part = page_and(
        "/Outlines<</First 5 0 R/Last 5 0 R/Count 1>>",
        "",
        &["<</Title(Primo)/Dest[3 0 R/Fit]>>"],
    );
    let (back, _) = dossier(&[&part, &part, the_pira()]);
    let mut entry = back.dictionary(&["Outlines", "First"]);
    for _ in 0..2 {
        let first = back.follow(entry.get(b"First").unwrap()).as_dict().unwrap();
        assert_eq!(text(first.get(b"Title").unwrap()), "Primo");
        entry = back.follow(entry.get(b"Next").unwrap()).as_dict().unwrap();
    }
}

/// The bookmarks below an entry, each with how it is tied, as `[title, count, [below]]`; a chain that
/// does not end where it says is a failure.
fn outline(back: &Back, holder: &lopdf::Dictionary, id: lopdf::ObjectId) -> String {
    let mut told = String::new();
    let mut previous = None;
    let mut next = holder.get(b"First").ok();
    while let Some(item) = next {
        let item_id = item.as_reference().unwrap();
        let item = back.follow(item).as_dict().unwrap();
        let reference = |key: &[u8]| item.get(key).ok().map(|r| r.as_reference().unwrap());
        assert_eq!(reference(b"Parent"), Some(id));
        assert_eq!(reference(b"Prev"), previous);
        let count = item
            .get(b"Count")
            .map_or(0, |count| count.as_i64().unwrap());
        let below = outline(back, item, item_id);
        told += &format!("[{} {count}{below}]", text(item.get(b"Title").unwrap()));
        assert!(told.len() < 10_000, "a chain without end");
        previous = Some(item_id);
        next = item.get(b"Next").ok();
    }
    let last = holder.get(b"Last").ok().map(|r| r.as_reference().unwrap());
    assert_eq!(last, previous);
    told
}

#[test]
fn bookmarks_badly_tied_are_kept_and_do_not_spoil_the_others() {
    let shown = |catalogue: &str, items: &[&str]| {
        let part = page_and(catalogue, "", items);
        let (back, _) = dossier(&[&part, the_pira()]);
        let root = back.0.catalog().unwrap().get(b"Outlines").unwrap();
        let id = root.as_reference().unwrap();
        let told = outline(&back, back.dictionary(&["Outlines"]), id);
        let count = back.dictionary(&["Outlines"]).get(b"Count").unwrap();
        let (told, of_the_pira) = told.split_once("[Allegato d) PIRA").unwrap();
        assert!(of_the_pira.matches('[').count() > 5, "{of_the_pira}");
        let of_the_part = 1 + told.matches('[').count();
        assert!(count.as_i64().unwrap() > of_the_part as i64);
        told.to_owned()
    };
    let root = "/Outlines 5 0 R";
    let first = "<</First 6 0 R/Last 6 0 R>>";
    let cases: [(&str, &[&str], &str); 9] = [
        // An item that has itself below.
        (
            root,
            &[first, "<</Title(Uno)/First 6 0 R/Last 6 0 R/Count 1>>"],
            "[parte-0.pdf 1[Uno 0]]",
        ),
        // Chains that come back, to the first and to the last.
        (
            root,
            &[
                "<</First 6 0 R>>",
                "<</Title(Uno)/Next 7 0 R>>",
                "<</Title(Due)/Next 6 0 R>>",
            ],
            "[parte-0.pdf 2[Uno 0][Due 0]]",
        ),
        (
            root,
            &[
                first,
                "<</Title(Uno)/Next 7 0 R>>",
                "<</Title(Due)/Prev 6 0 R/Next 7 0 R>>",
            ],
            "[parte-0.pdf 2[Uno 0][Due 0]]",
        ),
        // What is below is what is above.
        (
            root,
            &[
                first,
                "<</Title(Uno)/First 7 0 R>>",
                "<</Title(Due)/First 6 0 R/Next 5 0 R>>",
            ],
            "[parte-0.pdf 1[Uno -1[Due 0]]]",
        ),
        // Items that stand where they are used.
        (
            "/Outlines<</First<</Title(Uno)/First<</Title(Sotto)>>/Next<</Title(Due)>>>>>>",
            &[],
            "[parte-0.pdf 2[Uno -1[Sotto 0]][Due 0]]",
        ),
        // A page is no item.
        (root, &["<</First 3 0 R/Last 3 0 R>>"], "[parte-0.pdf 0]"),
        (
            root,
            &["<</First 9 0 R/Last 9 0 R/Count 4>>"],
            "[parte-0.pdf 0]",
        ),
        // Counts that are wrong, and items that are open and closed.
        (
            root,
            &[
                "<</First 6 0 R/Last 6 0 R/Count 40>>",
                "<</Title(Uno)/First 7 0 R/Last 7 0 R/Count 9>>",
                "<</Title(Due)/First 8 0 R/Last 8 0 R/Count -9>>",
                "<</Title(Tre)/Count 3>>",
            ],
            "[parte-0.pdf 2[Uno 1[Due -1[Tre 0]]]]",
        ),
        ("/Outlines null", &[], "[parte-0.pdf 0]"),
    ];
    for (catalogue, items, wanted) in cases {
        let told = shown(catalogue, items);
        assert_eq!(told, wanted, "{items:?}");
    }
}

#[test]
fn page_labels_stay_with_the_pages_of_their_part() {
    let part = page_and(
        "/PageLabels<</Nums[5<</S/A>>0<</S/r>>1<</S/D/St 90>>-3<</S/a>>]>>",
        "",
        &[""; 0],
    );
    let (back, _) = dossier(&[&part, &plain(), &part]);
    let labels = back
        .at(&["PageLabels", "Nums"])
        .unwrap()
        .as_array()
        .unwrap();
    let pairs = labels.chunks(2).map(|pair| {
        let style = back.follow(&pair[1]).as_dict().unwrap().get(b"S").unwrap();
        (pair[0].as_i64().unwrap(), style.as_name().unwrap()[0])
    });
    assert_eq!(pairs.collect::<Vec<_>>(), [(0, b'r'), (1, b'D'), (2, b'r')]);
}

#[test]
fn links_lead_where_they_led_however_they_say_it() {
    // A name in an object of its own, a page by its number, an action of a name, the last page.
    let part = page_and(
        "/Names<</Dests<</Names[(qui)[3 0 R/XYZ 0 0 0](qui)[0/Fit](la)<</D[0/Fit]>>]>>>>",
        "/Annots[5 0 R 6 0 R 7 0 R 8 0 R]",
        &[
            "<</Subtype/Link/Rect[0 0 9 9]/Dest 9 0 R>>",
            "<</Subtype/Link/Rect[0 0 9 9]/Dest[0/Fit]>>",
            "<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D(la)>>>>",
            "<</Subtype/Link/Rect[0 0 9 9]/A<</S/Named/N/LastPage>>>>",
            "(qui)",
        ],
    );
    // A name that the part does not have is not another part's.
    let lost = page_and(
        "",
        "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(qui)>><</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D/qui>>>>]",
        &[""; 0],
    );
    let (back, _) = dossier(&[&part, &lost]);
    let links = back.follow(back.pages()[1].get(b"Annots").unwrap());
    for link in links.as_array().unwrap() {
        let link = back.follow(link).as_dict().unwrap();
        let holder = link
            .get(b"A")
            .map_or(link, |action| back.follow(action).as_dict().unwrap());
        let destination = holder.get(b"D").or(holder.get(b"Dest"));
        assert!(
            destination.is_err() || destination.unwrap().is_null(),
            "{link:?}"
        );
    }
    // A page that the part does not have is no page of the dossier.
    let beyond = page_and(
        "/Names<</Dests<</Names[(oltre)[1/Fit]]>>>>",
        "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[2/Fit]>>]",
        &[""; 0],
    );
    let (back, _) = dossier(&[&beyond, &part]);
    let first = back.at(&["Names", "Dests", "Names", "3", "0"]);
    assert!(matches!(first, Some(Object::Null)), "{first:?}");
    let (back, _) = dossier(&[&part, &part]);
    let pages: Vec<_> = back.0.page_iter().collect();
    let names = back
        .at(&["Names", "Dests", "Names"])
        .unwrap()
        .as_array()
        .unwrap();
    let target = |destination: &Object| -> lopdf::ObjectId {
        let mut destination = back.follow(destination);
        if let Ok(name) = destination.as_str() {
            let pair = names
                .chunks(2)
                .find(|pair| pair[0].as_str().unwrap() == name);
            destination = back.follow(&pair.unwrap()[1]);
        }
        if let Ok(holder) = destination.as_dict() {
            destination = back.follow(holder.get(b"D").unwrap());
        }
        destination.as_array().unwrap()[0].as_reference().unwrap()
    };
    for (page, id) in back.pages().iter().zip(pages) {
        for link in back
            .follow(page.get(b"Annots").unwrap())
            .as_array()
            .unwrap()
        {
            let link = back.follow(link).as_dict().unwrap();
            let destination = match link.get(b"A") {
                Ok(action) => back.follow(action).as_dict().unwrap().get(b"D").unwrap(),
                Err(_) => link.get(b"Dest").unwrap(),
            };
            assert_eq!(target(destination), id, "{link:?}");
        }
    }
}

#[test]
fn links_open_the_file_that_their_part_carries() {
    let carrying = |data: &str, page: &str| {
        let targets = [
            "<</R/C/N(dati.csv)/T<</R/C/N(dati.csv)/P 0>>>>",
            "<</R/C/P 0/A 0>>",
            "<</R/C/P(qui)/A 0>>",
            "<</R/C/P 1/A 0>>",
            "<</R/P/N(dati.csv)>>",
            "7 0 R",
            "<</R/C/N<feff0064006100740069002e006300730076>>>",
            "<</R/C/N(altro.csv)/P(altrove)>>",
        ];
        let links: String = targets
            .iter()
            .map(|t| format!("<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToE/D[0/Fit]/T {t}>>>>"))
            .collect();
        let outside =
            "<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToE/F(a.pdf)/T<</R/C/N(dati.csv)>>>>>>";
        page_and(
            "/Names<</EmbeddedFiles<</Names[(dati.csv)5 0 R]>>/Dests<</Names[(qui)[3 0 R/Fit]]>>>>",
            &format!("/Annots[{links}{outside}]{page}"),
            &[
                b"<</Type/Filespec/F(dati.csv)/EF<</F 6 0 R>>>>".to_vec(),
                stream("/Type/EmbeddedFile", data.as_bytes()),
                b"<</R/C/N(dati.csv)>>".to_vec(),
            ],
        )
    };
    let (back, _) = dossier(&[&carrying("uno", ""), &carrying("due", "")]);
    let files = back.at(&["Names", "EmbeddedFiles", "Names"]).unwrap();
    let files = files.as_array().unwrap();
    let opened = |name: &str| {
        let place = files
            .iter()
            .position(|n| matches!(n, Object::String(..)) && text(n) == name);
        let file = back.follow(&files[place.unwrap() + 1]).as_dict().unwrap();
        let stream = back.follow(file.get(b"EF").unwrap()).as_dict().unwrap();
        let stream = back.follow(stream.get(b"F").unwrap()).as_stream().unwrap();
        String::from_utf8(stream.get_plain_content().unwrap()).unwrap()
    };
    for (place, page) in back.pages().into_iter().enumerate() {
        let links = back
            .follow(page.get(b"Annots").unwrap())
            .as_array()
            .unwrap();
        let targets = links.iter().map(|link| {
            let link = back.follow(link).as_dict().unwrap();
            let action = back.follow(link.get(b"A").unwrap()).as_dict().unwrap();
            back.follow(action.get(b"T").unwrap()).as_dict().unwrap()
        });
        let targets: Vec<_> = targets.collect();
        let name = |target: &lopdf::Dictionary| text(target.get(b"N").unwrap());
        for own in [0, 5, 6] {
            assert_eq!(opened(&name(targets[own])), ["uno", "due"][place]);
        }
        // What is within that file, beside this one, or in another is not the dossier's.
        let inner = back
            .follow(targets[0].get(b"T").unwrap())
            .as_dict()
            .unwrap();
        assert_eq!(name(inner), "dati.csv");
        assert_eq!(inner.get(b"P").unwrap().as_i64().unwrap(), 0);
        assert_eq!(name(targets[4]), "dati.csv");
        assert_eq!(name(targets[8]), "dati.csv");
        assert!(!targets[7].has(b"N") && !targets[7].has(b"P"));
        assert_eq!(
            targets[1].get(b"P").unwrap().as_i64().unwrap(),
            place as i64
        );
        assert_eq!(text(targets[2].get(b"P").unwrap()), ["qui", "qui-2"][place]);
        assert!(!targets[3].has(b"P"), "a page that is not of the part");
    }
}

#[test]
fn titles_print_as_they_were_typed() {
    // An en dash, an apostrophe and the euro in the encoding of PDF; what XML cannot say.
    let titled = |title: &[u8], date: &str| {
        let mut objects = one_page("", "");
        let mut info = b"<</Title(".to_vec();
        info.extend(title);
        info.extend(format!(")/ModDate({date})>>").bytes());
        objects.push(info);
        pdf_with_trailer(&objects, "/Info 5 0 R")
    };
    let part = titled(b"Preventivo 2027 \x85 l\x90ente, 10 \xa0", "D:20269999");
    let (back, _) = dossier(&[&part, the_pira()]);
    let title = back
        .dictionary(&["Outlines", "First"])
        .get(b"Title")
        .unwrap();
    assert_eq!(text(title), "Preventivo 2027 – l’ente, 10 €");
    let metadata = |back: &Back| {
        let metadata = back.at(&["Metadata"]).unwrap().as_stream().unwrap();
        String::from_utf8(metadata.content.clone()).unwrap()
    };
    assert!(metadata(&back).contains("Preventivo 2027 – l’ente, 10 €"));
    assert!(!metadata(&back).contains("9999"));
    let part = titled(b"\xfe\xff\x00A\xff\xff\x00B\xff\xfe", "D:20261301");
    let written = metadata(&dossier(&[&part, the_pira()]).0);
    assert!(
        !written.contains(['\u{ffff}', '\u{fffe}']) && written.contains("A B"),
        "{written}"
    );
    assert!(!written.contains("2026-13"));
}
