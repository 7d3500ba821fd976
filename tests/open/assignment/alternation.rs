//! Alternation: arms in turn, as people arrive.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assign, Draw, Ground, Roster, Urn};
use crate::family::Settings;
use crate::issue::Issue;

/// Arms in turn, in the order in which people arrive.
///
/// Who arrives first is drawn into an arm; everybody after takes the next one, and after the last arm comes control. Arms
/// never differ by more than one person. Whoever knows the turn can choose whom to invite next: nothing of that is
/// simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternation {}

impl Settings for Alternation {
    fn sentence(&self) -> String {
        "People take the arms in turn as they arrive; the first is drawn.".to_owned()
    }

    fn example() -> Self {
        Self {}
    }
}

impl Assign for Alternation {
    fn dutch(&self) -> String {
        "Mensen komen om de beurt in een groep, in volgorde van aanmelding; de eerste groep wordt geloot.".to_owned()
    }

    fn compile(&self, ground: &Ground) -> Result<Arc<dyn Draw>, Vec<Issue>> {
        let arms = ground.shares.len();
        let is_equal = |share: &f64| (share * arms as f64 - 1.0).abs() < 1e-9;
        if ground.shares.iter().all(is_equal) {
            return Ok(Arc::new(Turns { arms }));
        }
        let issue = Issue::new("", "arms that are taken in turn have equal shares");
        Err(vec![issue.help("give equal shares, or choose \"complete\"")])
    }
}

#[derive(Debug)]
struct Turns {
    arms: usize,
}

impl Draw for Turns {
    fn draw(&self, roster: &Roster, urn: &mut Urn) {
        urn.hand_out(roster);
        let Some(&ticket) = urn.tickets.first() else { return };
        let first = ((u64::from(ticket) * self.arms as u64) >> 32) as usize;
        for (turn, arm) in urn.arms.iter_mut().enumerate() {
            *arm = ((first + turn) % self.arms) as u8;
        }
    }
}
