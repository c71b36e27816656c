//! The one table of the live session: what every input means in every state.
//!
//! In: a [`State`] and a [`Wish`]: what the user, the phone or the world wants. Out: the [`Act`] that answers it. Nothing
//! else decides this; a test walks every cell.

use super::io::State;
use Act::{
    Ask, Begin, Close, End, EndForPain, Fine, No, NoPain, Note, NoteAfter, Pace, Pause, Redo, Resume, Skip, Stop, Tell,
};

/// What is wanted of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// To begin.
    Start,
    /// To wait.
    Pause,
    /// To go on.
    Resume,
    /// To pass over what is there.
    Skip,
    /// The last finished rep once more.
    Redo,
    /// Another pace, or the one there is.
    Pace,
    /// It hurts.
    Pain,
    /// Nothing hurts.
    NoPain,
    /// To end it here.
    Stop,
    /// What was felt.
    Felt,
    /// Two taps on the phone or the belly beside it.
    Taps,
    /// The phone was lifted.
    Lift,
    /// The world got in the way: a call, the sound, the screen, the battery, the clock.
    Interrupt,
    /// The sensors are silent.
    Silence,
    /// The sensors ended for good.
    SourceEnded,
}

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing: it makes no sense here, and harms nobody.
    No,
    /// The session begins.
    Begin,
    /// It waits until it is told to go on.
    Pause,
    /// It waits, and asks whether anything hurts.
    Ask,
    /// It counts in and goes on.
    Resume,
    /// It goes on with the next rep, without the phone, or past what is asked.
    Skip,
    /// It counts in and does the last finished rep once more.
    Redo,
    /// The pace changes, or the offer of another is turned down.
    Pace,
    /// The set ends, and why is kept.
    EndForPain,
    /// It hurts already: that is kept, and it is for the user to begin or not.
    Note,
    /// Nothing hurts before it begins: that is kept.
    Fine,
    /// It hurts now: that is kept, and the session is over.
    NoteAfter,
    /// Nothing hurts: the lifted phone may be laid back, or the session is over.
    NoPain,
    /// It ends here, with what was done.
    Stop,
    /// What was felt is kept, and the result shown.
    Tell,
    /// What is asked stays unanswered, and the session is over.
    Close,
    /// It ends, interrupted; one that was over stays as it ended.
    End,
}

/// The columns of [`TABLE`].
const STATES: [State; 10] = State::ALL;

/// Every wish in every state.
#[rustfmt::skip]
const TABLE: [(Wish, [Act; 10]); 15] = [
    //                  Idle   Placing     CountIn     Running     Paused      Lifted      Felt       Result     PainCheck  Done
    (Wish::Start,       [Begin, No,         No,         No,         No,         No,         No,        No,        No,        No]),
    (Wish::Pause,       [No,    Pause,      Pause,      Pause,      No,         No,         No,        No,        No,        No]),
    (Wish::Resume,      [No,    No,         No,         No,         Resume,     Resume,     No,        No,        No,        No]),
    (Wish::Skip,        [No,    Skip,       Skip,       Skip,       Skip,       No,         Skip,      Skip,      Skip,      No]),
    (Wish::Redo,        [No,    No,         Redo,       Redo,       Redo,       No,         No,        No,        No,        No]),
    (Wish::Pace,        [No,    No,         Pace,       Pace,       Pace,       Pace,       No,        No,        No,        No]),
    (Wish::Pain,        [Note,  EndForPain, EndForPain, EndForPain, EndForPain, EndForPain, NoteAfter, NoteAfter, NoteAfter, No]),
    (Wish::NoPain,      [Fine,  No,         No,         No,         No,         NoPain,     No,        No,        NoPain,    No]),
    (Wish::Stop,        [Stop,  Stop,       Stop,       Stop,       Stop,       Stop,       Close,     Close,     Close,     No]),
    (Wish::Felt,        [No,    No,         No,         No,         No,         No,         Tell,      No,        No,        No]),
    (Wish::Taps,        [No,    No,         Pause,      Pause,      Resume,     No,         No,        No,        No,        No]),
    (Wish::Lift,        [No,    No,         Ask,        Ask,        Ask,        No,         No,        No,        No,        No]),
    (Wish::Interrupt,   [No,    Pause,      Pause,      Pause,      No,         No,         No,        No,        No,        No]),
    (Wish::Silence,     [No,    No,         Pause,      Pause,      No,         No,         No,        No,        No,        No]),
    (Wish::SourceEnded, [End,   End,        End,        End,        End,        End,        Close,     Close,     Close,     No]),
];

/// What `wish` brings about in `state`.
pub(super) fn act(state: State, wish: Wish) -> Act {
    let row = TABLE.iter().find(|(w, _)| *w == wish).map(|(_, row)| row);
    let cells = row.into_iter().flat_map(|row| STATES.iter().zip(row));
    cells.into_iter().find(|(s, _)| **s == state).map_or(No, |(_, act)| *act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wish_stands_in_the_table_once_and_the_columns_are_the_states() {
        for (i, (wish, _)) in TABLE.iter().enumerate() {
            assert_eq!(TABLE.iter().position(|(w, _)| w == wish), Some(i));
            assert_eq!(*wish as usize, i, "in the order of the enum: none is left out");
        }
        assert_eq!(Wish::SourceEnded as usize + 1, TABLE.len());
        assert_eq!(STATES.map(|s| s as usize), std::array::from_fn(|i| i));
    }

    #[test]
    fn nothing_resumes_by_itself_and_nothing_comes_after_the_end() {
        for (wish, row) in TABLE {
            for (state, act) in STATES.iter().zip(row) {
                if act == Resume {
                    assert!(matches!(wish, Wish::Resume | Wish::Taps), "{wish:?} in {state:?}");
                }
                assert!(*state != State::Done || act == No, "{wish:?}");
            }
        }
    }

    #[test]
    fn pain_is_heard_in_every_state_but_the_last() {
        for state in State::ALL {
            assert_eq!(act(state, Wish::Pain) == No, state == State::Done, "{state:?}");
        }
    }
}
