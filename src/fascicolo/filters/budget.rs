//! How much may be decoded, so that a small file cannot fill memory or disk.

use std::io::{self, Write};

use super::{Checksum, Fault};

/// How much may be decoded, in bytes.
///
/// A stream that is refused costs as much as one that is given: what was decoded counts for both.
#[derive(Debug)]
pub struct DecodingBudget<'a> {
    /// The most that a stream may become.
    pub limit: u64,
    /// What is left for this stream and those after it.
    pub remaining: &'a mut u64,
}

impl DecodingBudget<'_> {
    pub fn allowed(&self) -> u64 {
        self.limit.min(*self.remaining)
    }

    pub fn charge(&mut self, bytes: u64) {
        *self.remaining = self.remaining.saturating_sub(bytes);
    }

    /// Lets a filter work, and counts what it read or wrote, whichever is more.
    pub fn spend(
        &mut self,
        input: &[u8],
        output: &mut dyn Write,
        filter: impl FnOnce(u64, &mut dyn Write) -> Result<Checksum, Fault>,
    ) -> Result<Checksum, Fault> {
        let allowed = self.allowed();
        let mut counted = CountingWriter { output, count: 0 };
        let outcome = filter(allowed, &mut counted);
        let work = counted.count.max(input.len() as u64);
        match outcome {
            // All that was allowed was decoded, though not all of it was written.
            Err(Fault::TooLarge) => {
                self.charge(allowed);
                Err(if allowed < self.limit {
                    Fault::Exhausted
                } else {
                    Fault::TooLarge
                })
            }
            outcome => {
                self.charge(work);
                outcome
            }
        }
    }
}

/// Bytes that are counted on their way.
struct CountingWriter<'a> {
    output: &'a mut dyn Write,
    count: u64,
}

impl Write for CountingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
