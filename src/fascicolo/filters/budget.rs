//! How much may be decoded, so that a small file cannot fill memory or disk.

use std::io::{self, Write};

use super::{Checksum, Fault};

/// How much may be decoded, in bytes.
///
/// A stream found damaged uses the budget as a good one does: otherwise a PDF of many damaged streams
/// could take forever.
#[derive(Debug)]
pub(crate) struct DecodingBudget<'a> {
    /// The largest that one stream may become.
    pub limit: u64,
    /// What is left for this stream and those after it together.
    pub remaining: &'a mut u64,
}

impl DecodingBudget<'_> {
    /// The most that this stream may become.
    pub(crate) fn allowed(&self) -> u64 {
        self.limit.min(*self.remaining)
    }

    /// Takes some bytes from what is left.
    pub(crate) fn charge(&mut self, bytes: u64) {
        *self.remaining = self.remaining.saturating_sub(bytes);
    }

    /// Runs a filter, which gets the most it may write, and charges the larger of what it read and what
    /// it wrote: a filter can also read much and write nothing.
    pub(crate) fn spend(
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
            // The filter stopped at the limit: it did the work of all of it, written or not. If the limit
            // was what is left of the budget, it is the budget that is used up.
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

/// Counts the bytes that pass through it.
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
