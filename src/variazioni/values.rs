//! A plan as plain values, shaped as its file writes them; two plans that say the same have the
//! same values.

use serde::Serialize;
use serde_yaml::{Mapping, Value};

/// The values of a part of a plan, without what it leaves out.
pub fn plain_values(part: &impl Serialize) -> Value {
    let value = serde_yaml::to_value(part).expect("a plan is plain data");
    without_nulls(value)
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Mapping(group) => Value::Mapping(
            group
                .into_iter()
                .map(|(key, value)| (key, without_nulls(value)))
                .filter(|(_, value)| !value.is_null())
                .collect(),
        ),
        Value::Sequence(entries) => {
            Value::Sequence(entries.into_iter().map(without_nulls).collect())
        }
        scalare => scalare,
    }
}

/// The value that some keys lead to.
pub fn follow<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| value.get(*step))
}

/// The text of a key of a group.
pub fn text_of_key<'a>(group: &'a Value, key: &str) -> Option<&'a str> {
    group.get(key)?.as_str()
}

/// The entries of the list that some keys lead to.
pub fn entries<'a>(value: &'a Value, path: &[&str]) -> &'a [Value] {
    match follow(value, path) {
        Some(Value::Sequence(list)) => list,
        _ => &[],
    }
}

/// The keys of a group.
pub fn keys(group: &Mapping) -> impl Iterator<Item = &str> {
    group.keys().filter_map(Value::as_str)
}

/// Whether two values say the same in the same order.
pub fn are_identical(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Mapping(one), Value::Mapping(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|((c, v), (d, w))| c == d && are_identical(v, w))
        }
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(v, w)| are_identical(v, w))
        }
        _ => one == other,
    }
}
