//! The header of a recording and the rows under it.
//!
//! In: lines. Out: which field is which column ([`Columns`]) and [`Row`]s, or what is wrong with the line.

use super::Row;

/// The columns a recording can have; the first four it must have.
const NAMES: [&str; 7] = ["t", "ax", "ay", "az", "gx", "gy", "gz"];

/// What the header has to say.
const WANTED: &str = "the header must be t,ax,ay,az[,gx,gy,gz] (s, m/s², rad/s)";

/// Which field of a line is which column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// For each field its place in [`NAMES`]; none when the field is ignored.
    fields: Vec<Option<usize>>,
    has_gyro: bool,
}

impl Columns {
    /// Reads the header.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        let line = line.trim_start_matches('\u{feff}');
        let names: Vec<String> =
            line.split(',').map(|name| name.trim().trim_matches('"').trim().to_ascii_lowercase()).collect();
        let fields: Vec<Option<usize>> = names.iter().map(|n| NAMES.iter().position(|known| known == n)).collect();
        let count = |place: usize| fields.iter().filter(|f| **f == Some(place)).count();
        for (place, name) in NAMES.iter().enumerate() {
            if count(place) > 1 {
                return Err(format!("column '{name}' is there twice"));
            }
        }
        if let Some(missing) = NAMES.iter().take(4).enumerate().find_map(|(i, n)| (count(i) == 0).then_some(*n)) {
            return Err(without(missing, line, &names));
        }
        let gyro = (4..7).filter(|place| count(*place) == 1).count();
        if gyro == 1 || gyro == 2 {
            let missing = NAMES.iter().enumerate().skip(4).find_map(|(i, n)| (count(i) == 0).then_some(*n));
            return Err(format!("no column '{}': gx, gy, gz are wanted all or none", missing.unwrap_or("gx")));
        }
        Ok(Self { fields, has_gyro: gyro == 3 })
    }

    /// Whether there is a gyroscope.
    pub(super) fn has_gyro(&self) -> bool {
        self.has_gyro
    }

    /// Reads one row; allocates only to say what is wrong.
    pub(super) fn row(&self, line: u64, text: &str) -> Result<Row, String> {
        let mut values = [f64::NAN; 7];
        let mut texts = text.split(',');
        for (i, field) in self.fields.iter().enumerate() {
            let Some(text) = texts.next() else { return Err(self.miscounted(i)) };
            let Some((place, value)) = field.and_then(|place| Some((place, values.get_mut(place)?))) else { continue };
            let text = text.trim();
            match text.parse::<f64>() {
                Ok(number) => *value = number,
                Err(_) if text.is_empty() => {}
                Err(_) => {
                    let name = NAMES.get(place).copied().unwrap_or_default();
                    return Err(format!("{name} is '{}', not a number", shortened(text)));
                }
            }
        }
        if texts.next().is_some() {
            return Err(self.miscounted(text.split(',').count()));
        }
        let [t_s, ax, ay, az, gx, gy, gz] = values;
        // Beyond this a stamp has no nanoseconds in 64 bits; an epoch in milliseconds lands here.
        if t_s.is_nan() || t_s.abs() > 9e9 {
            let said = if t_s.is_nan() { "missing".to_owned() } else { format!("{t_s}") };
            return Err(format!("stamp t is {said}; a finite number of seconds is wanted"));
        }
        Ok(Row { line, t_s, acc: [ax, ay, az], gyr: self.has_gyro.then_some([gx, gy, gz]) })
    }

    fn miscounted(&self, fields: usize) -> String {
        format!("{fields} fields where the header has {}", self.fields.len())
    }
}

/// Why a header lacks `missing`, by what people hand over most.
fn without(missing: &str, line: &str, names: &[String]) -> String {
    let in_g = ["ax_g", "ay_g", "az_g", "ax (g)", "ay (g)", "az (g)"];
    if let Some(name) = names.iter().find(|n| in_g.contains(&n.as_str())) {
        return format!("column '{name}' is in g; rename to ax, ay, az and multiply by 9.80665 (m/s² are wanted)");
    }
    if names.iter().all(|n| n.parse::<f64>().is_ok()) {
        return format!("is data where the header should be; {WANTED}");
    }
    if line.contains([';', '\t']) && !line.contains(',') {
        return format!("columns must be separated by commas; {WANTED}");
    }
    if line.contains(|c: char| c.is_control() && c != '\t') || line.contains('\u{fffd}') {
        return "is binary, not CSV text".to_owned();
    }
    format!("no column '{missing}'; {WANTED}")
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(24).map(|c| if c.is_control() { '?' } else { c }).collect();
    if text.chars().nth(24).is_some() {
        short.push('…');
    }
    short
}
