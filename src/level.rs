//! Instruction sets: inner loops are compiled for three of them, and the highest that the machine has is chosen.
//!
//! Every level does the same operations in the same order, none of them fused, and so gives the same bits.

use std::sync::atomic::{AtomicU8, Ordering};

/// An instruction set that loops are compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// What every machine of the target has.
    Baseline,
    /// Vectors of four 64-bit numbers.
    Avx2,
    /// Vectors of eight.
    Avx512,
}

/// The level in use; another number before the first loop asks.
static CHOSEN: AtomicU8 = AtomicU8::new(u8::MAX);

impl Level {
    /// All of them, the lowest first.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    /// The highest that this machine has.
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            let wide = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl");
            return if wide { Self::Avx512 } else { Self::Avx2 };
        }
        Self::Baseline
    }

    /// Has every loop run at this level from now on, or at the best that this machine has: for tests and measurements.
    pub fn choose(self) {
        CHOSEN.store(self.min(Self::best()) as u8, Ordering::Relaxed);
    }

    /// The level in use, never above the best.
    #[inline]
    pub fn chosen() -> Self {
        match CHOSEN.load(Ordering::Relaxed) {
            0 => Self::Baseline,
            1 => Self::Avx2,
            2 => Self::Avx512,
            _ => {
                Self::best().choose();
                Self::best()
            }
        }
    }
}

/// Declares a function that is compiled for every [`Level`]: `fn name(…) = body;`, or `fn name(…) = body, wide;` where another
/// body, of the same operations in the same order, suits the widest vectors.
///
/// What a body calls has to be inlined into it.
macro_rules! kernel {
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)? = $body:expr;
    ) => {
        $crate::level::kernel! {
            $(#[$meta])*
            $vis fn $name($($arg: $type),*) $(-> $out)? = $body, $body;
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)? = $body:expr, $wide:expr;
    ) => {
        $(#[$meta])*
        #[inline]
        #[allow(unsafe_code)]
        $vis fn $name($($arg: $type),*) $(-> $out)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,avx512f,avx512bw,avx512dq,avx512vl")]
                fn avx512($($arg: $type),*) $(-> $out)? {
                    $wide($($arg),*)
                }
                #[target_feature(enable = "avx2")]
                fn avx2($($arg: $type),*) $(-> $out)? {
                    $body($($arg),*)
                }
                match $crate::level::Level::chosen() {
                    $crate::level::Level::Baseline => {}
                    // SAFETY: a level is chosen only where the machine has it.
                    $crate::level::Level::Avx2 => return unsafe { avx2($($arg),*) },
                    // SAFETY: as above.
                    $crate::level::Level::Avx512 => return unsafe { avx512($($arg),*) },
                }
            }
            $body($($arg),*)
        }
    };
}

pub(crate) use kernel;
