//! Sums of unknown numbers, and which other sums follow from them.

/// A large prime: what follows over the rational numbers follows modulo it, save by a chance of one in billions.
const PRIME: u64 = 2_147_483_647;

/// Sums that are known, each as the unknown numbers in it, reduced so that no sum holds the first of another.
#[derive(Default)]
pub struct Equations(Vec<(usize, Vec<u64>)>);

impl Equations {
    pub fn add(&mut self, asked: &[bool]) {
        let sum = self.reduced(asked);
        let Some(first) = sum.iter().position(|factor| *factor != 0) else { return };
        let inverse = power(sum[first], PRIME - 2);
        self.0.push((first, sum.iter().map(|factor| factor * inverse % PRIME).collect()));
    }

    /// Whether this sum follows.
    pub fn imply(&self, asked: &[bool]) -> bool {
        self.reduced(asked).iter().all(|factor| *factor == 0)
    }

    fn reduced(&self, asked: &[bool]) -> Vec<u64> {
        let mut sum: Vec<u64> = asked.iter().map(|asked| u64::from(*asked)).collect();
        for (first, known) in &self.0 {
            let times = PRIME - sum[*first];
            sum.iter_mut()
                .zip(known)
                .for_each(|(factor, of_known)| *factor = (*factor + times * of_known) % PRIME);
        }
        sum
    }
}

fn power(base: u64, exponent: u64) -> u64 {
    match exponent {
        0 => 1,
        _ if exponent % 2 == 1 => base * power(base, exponent - 1) % PRIME,
        _ => power(base * base % PRIME, exponent / 2),
    }
}
