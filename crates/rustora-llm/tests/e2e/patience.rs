//! patience
