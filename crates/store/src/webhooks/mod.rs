//! Messages to applications: the secret each of them is signed with, and what became of every message.

mod deliveries;
mod receiver;

pub use deliveries::{
    Delivery, NewDelivery, count, failed, get, insert, list, mark_attempt, mark_delivered, sweep,
};
pub use receiver::{address, put_secret, secret};
