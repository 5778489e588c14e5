//! A process and all its descendants, as /proc shows them.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// The kernel reports times in ticks of `USER_HZ`, which is 100 on every architecture we run on. Behind it stands the
/// scheduler's exact account, so that a difference is wrong by one tick a process at most.
const TICK: Duration = Duration::from_millis(10);

/// The tree below (and with) one process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tree {
    root: u32,
}

/// What one line of /proc/PID/stat says.
#[derive(Debug, Clone, Copy)]
struct Stat {
    parent: u32,
    /// Its own time and that of the children it has waited for, user and system.
    ticks: u64,
}

impl Tree {
    pub(crate) fn of(root: u32) -> Self {
        Self { root }
    }

    /// CPU time used so far by all processes of the tree, ended ones included: their parents inherit it when they wait for
    /// them, so that the sum never loses what was used.
    pub(crate) fn cpu(self) -> Result<Duration> {
        let stats = all_stats()?;
        anyhow::ensure!(stats.contains_key(&self.root), "the measured process {} has ended", self.root);
        let ticks: u64 = self.members(&stats).iter().map(|pid| stats[pid].ticks).sum();
        Ok(TICK * u32::try_from(ticks).context("more than a year of CPU time")?)
    }

    /// Memory held now, bytes: the sum of the proportional set sizes, in which a page shared by n processes counts 1/n.
    pub(crate) fn memory(self) -> Result<u64> {
        let stats = all_stats()?;
        let held = self.members(&stats).into_iter().filter_map(|pid| {
            // A child may end between the two looks; then it holds nothing.
            let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
            rollup.lines().find_map(|line| line.strip_prefix("Pss:")).and_then(kibibytes)
        });
        Ok(held.sum::<u64>() * 1024)
    }

    fn members(self, stats: &HashMap<u32, Stat>) -> Vec<u32> {
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        for (pid, stat) in stats {
            children.entry(stat.parent).or_default().push(*pid);
        }
        let mut members = vec![self.root];
        let mut next = 0;
        while let Some(pid) = members.get(next) {
            if let Some(more) = children.get(pid) {
                members.extend(more);
            }
            next += 1;
        }
        members.retain(|pid| stats.contains_key(pid));
        members
    }
}

fn kibibytes(field: &str) -> Option<u64> {
    field.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn all_stats() -> Result<HashMap<u32, Stat>> {
    let processes = fs::read_dir("/proc").context("/proc is needed to measure processes")?;
    let stats = processes.filter_map(|entry| {
        let pid: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
        let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        Some((pid, parse(&text)?))
    });
    Ok(stats.collect())
}

/// Reads the fields after the process name, which stands in parentheses and may contain anything (proc(5)).
fn parse(stat: &str) -> Option<Stat> {
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    // After the name: state ppid … and, from the twelfth field on, utime stime cutime cstime.
    let ticks = number(11)? + number(12)? + number(13)? + number(14)?;
    Some(Stat { parent: u32::try_from(number(1)?).ok()?, ticks })
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_name_with_spaces_and_parentheses_does_not_shift_the_fields() {
        let line = "7 (a (b) c) S 3 7 7 0 -1 0 0 0 0 0 10 20 30 40 20 0 1 0 5 0 0";
        let stat = parse(line).unwrap();
        assert_eq!((stat.parent, stat.ticks), (3, 100));
    }

    #[test]
    fn the_time_of_a_child_that_ended_still_counts() {
        let burn = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        let script = format!("sh -c '{burn}'; sleep 2");
        let mut parent = Command::new("sh").args(["-c", &script]).spawn().unwrap();
        let tree = Tree::of(parent.id());
        let begun = Instant::now();
        // Until the burning child has ended, and with it the only other process that could use time.
        let mut seen = Duration::ZERO;
        while begun.elapsed() < Duration::from_millis(1500) {
            let cpu = tree.cpu().unwrap();
            assert!(cpu >= seen, "time went backwards: {cpu:?} after {seen:?}");
            seen = cpu;
            std::thread::sleep(Duration::from_millis(20));
        }
        assert!(seen >= Duration::from_millis(30), "only {seen:?} seen");
        assert!(tree.memory().unwrap() > 0);
        parent.kill().unwrap();
        parent.wait().unwrap();
    }
}
