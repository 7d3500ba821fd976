//! The command at a terminal: it prints there, and somebody types.

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// How long a program may take to ask or to end.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that has a terminal for its input and its output.
pub struct Terminal {
    child: Child,
    keyboard: File,
    screen: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Terminal {
    /// Starts the command with these arguments.
    pub fn of(arguments: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&master).and_then(|()| unlockpt(&master)).expect("a terminal");
        let name = ptsname(&master, Vec::new()).expect("it has a name");
        let terminal = File::options().read(true).write(true).open(name.to_str().expect("UTF-8"));
        let terminal = terminal.expect("the terminal opens");
        let size = Winsize { ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&terminal, size).expect("it has a size");
        let end = || terminal.try_clone().expect("it can be shared");
        let mut command = Command::new(cargo_bin!("simulate"));
        command.args(arguments).env("NO_COLOR", "1").env("TERM", "xterm");
        command.stdin(end()).stdout(end()).stderr(end());
        let child = command.spawn().expect("it starts");
        // No end of it is left open here, so that reading ends with the program.
        drop((command, terminal));
        let keyboard = File::from(master);
        let mut output = keyboard.try_clone().expect("it can be shared");
        let screen = Arc::new(Mutex::new(Vec::new()));
        let shown = Arc::clone(&screen);
        let reader = thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(n @ 1..) = output.read(&mut part) {
                shown.lock().expect("nobody panicked").extend_from_slice(&part[..n]);
            }
        });
        Self { child, keyboard, screen, reader }
    }

    /// What has been printed so far.
    pub fn screen(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().expect("nobody panicked")).into_owned()
    }

    /// Waits until this has been printed.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        let start = Instant::now();
        while !self.screen().contains(text) {
            assert!(start.elapsed() < PATIENCE, "no {text:?} in:\n{}", self.screen());
            sleep(Duration::from_millis(10));
        }
    }

    /// Types, as somebody would who has read the question.
    pub fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("it is read");
    }

    /// Types the same until the program ends: keys that come between two questions may be lost.
    pub fn types_until_it_ends(&mut self, keys: &str) {
        let start = Instant::now();
        while self.child.try_wait().expect("it can be asked").is_none() {
            assert!(start.elapsed() < PATIENCE, "it goes on:\n{}", self.screen());
            let _ = self.keyboard.write_all(keys.as_bytes());
            sleep(Duration::from_millis(100));
        }
    }

    /// The exit code, and what was printed.
    pub fn ends(self) -> (Option<i32>, String) {
        let Self { mut child, keyboard, screen, reader } = self;
        let status = child.wait().expect("it ends");
        reader.join().expect("nobody panicked");
        drop(keyboard);
        let screen = screen.lock().expect("nobody panicked");
        (status.code(), String::from_utf8_lossy(&screen).into_owned())
    }
}
