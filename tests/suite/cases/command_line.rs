//! Trouble on the command line.
