//! A child that does one piece of work for each line of JSON it reads, and answers with a line. Peers and floors run like
//! this, so that they are measured as processes like the server is, and their start-up is not part of the figure.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Tree;

/// A running child; ended with this value.
pub(crate) struct Daemon {
    name: &'static str,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Daemon {
    pub(crate) fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} cannot be started"))?;
        let input = child.stdin.take().context("a child without an input")?;
        let output = BufReader::new(child.stdout.take().context("a child without an output")?);
        Ok(Self { name, child, input, output })
    }

    /// Has one piece of work done.
    pub(crate) fn ask<A: DeserializeOwned>(&mut self, request: &impl Serialize) -> Result<A> {
        let mut line = serde_json::to_string(request)?;
        line.push('\n');
        self.input.write_all(line.as_bytes()).with_context(|| format!("{} has ended", self.name))?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        serde_json::from_str(&answer).with_context(|| format!("{} answered {answer:?}", self.name))
    }

    /// Its processes.
    pub(crate) fn tree(&self) -> Tree {
        Tree::of(self.child.id())
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended by itself, which is all that is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The other side: answers each line of the standard input with `work`, until the input ends.
pub(crate) fn serve<R: DeserializeOwned, A: Serialize>(mut work: impl FnMut(&R) -> Result<A>) -> Result<()> {
    for line in std::io::stdin().lock().lines() {
        let answer = work(&serde_json::from_str(&line?)?)?;
        println!("{}", serde_json::to_string(&answer)?);
    }
    Ok(())
}
