//! A design with its ids resolved: who calls whom.
//!
//! Links whose ends do not exist are left out (the check of ids tells them), and of two parts with one id the first
//! counts. Everything is by position in the design's lists and iterative, so that a large or hostile design costs time
//! in proportion to its size, and no stack.

use std::collections::HashMap;

use crate::model::{Component, Design, Link, Manner, Section};

/// The calls of a design.
pub(super) struct Graph<'a> {
    pub(super) design: &'a Design,
    sections: HashMap<&'a str, Section>,
    components: HashMap<&'a str, usize>,
    /// By position of the component: the links that it opens.
    out: Vec<Vec<Call<'a>>>,
    /// By position of the component: the links that it answers.
    into: Vec<Vec<Call<'a>>>,
}

/// A link with the positions of its ends.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) link: &'a Link,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Call<'_> {
    pub(super) fn is_waited_for(&self) -> bool {
        self.link.manner == Manner::Sync
    }
}

impl<'a> Graph<'a> {
    pub(super) fn of(design: &'a Design) -> Self {
        let mut sections = HashMap::new();
        for (section, id) in design.ids() {
            sections.entry(id).or_insert(section);
        }
        let mut components = HashMap::new();
        for (index, component) in design.components.iter().enumerate() {
            components.entry(component.id.as_str()).or_insert(index);
        }
        let mut out = vec![Vec::new(); design.components.len()];
        let mut into = out.clone();
        for link in &design.links {
            let ends = (
                components.get(link.from.as_str()),
                components.get(link.to.as_str()),
            );
            if let (Some(&from), Some(&to)) = ends {
                let call = Call { link, from, to };
                out[from].push(call);
                into[to].push(call);
            }
        }
        Self {
            design,
            sections,
            components,
            out,
            into,
        }
    }

    /// What an id names.
    pub(super) fn section(&self, id: &str) -> Option<Section> {
        self.sections.get(id).copied()
    }

    /// The position of a component.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.components.get(id).copied()
    }

    pub(super) fn component(&self, index: usize) -> &'a Component {
        &self.design.components[index]
    }

    /// The links that a component opens.
    pub(super) fn calls_of(&self, index: usize) -> &[Call<'a>] {
        &self.out[index]
    }

    /// The links that a component answers.
    pub(super) fn callers_of(&self, index: usize) -> &[Call<'a>] {
        &self.into[index]
    }

    /// All links with two ends, by their callers.
    pub(super) fn calls(&self) -> impl Iterator<Item = Call<'a>> {
        self.out.iter().flatten().copied()
    }

    /// The components so that callers that wait come before those they wait for, and those that are left, since they
    /// wait for themselves or for one that does.
    pub(super) fn ordered(&self) -> (Vec<usize>, Vec<usize>) {
        let mut waiting: Vec<usize> = self
            .into
            .iter()
            .map(|calls| calls.iter().filter(|call| call.is_waited_for()).count())
            .collect();
        let ready = |waiting: &[usize]| -> Vec<usize> {
            (0..waiting.len()).filter(|&at| waiting[at] == 0).collect()
        };
        let mut order = ready(&waiting);
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            next += 1;
            for call in self.out[at].iter().filter(|call| call.is_waited_for()) {
                waiting[call.to] -= 1;
                if waiting[call.to] == 0 {
                    order.push(call.to);
                }
            }
        }
        let left = (0..waiting.len()).filter(|&at| waiting[at] > 0).collect();
        (order, left)
    }
}
