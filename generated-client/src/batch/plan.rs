//! Assigns commands to requests, and orders the requests.

/// Commands that the portal accepts in one request.
pub(super) const MOST: usize = 50;

/// A command as a node of the plan.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Version of REST; each has a batch of its own.
    pub(super) version: u8,
    /// The earlier commands whose results it uses.
    pub(super) needs: Vec<Need>,
}

/// A result that a command uses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    /// The earlier command.
    pub(super) on: usize,
    /// Whether only the client can insert the value, so that both cannot share a request.
    pub(super) by_value: bool,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) version: u8,
    /// Requests of one stage do not depend on each other; those of earlier stages are answered
    /// before.
    pub(super) stage: usize,
    /// In the order in which they were added.
    pub(super) commands: Vec<usize>,
}

impl Node {
    /// Whether the portal can insert results into later commands of a request; REST 3.0 documents
    /// no way to do so.
    fn is_linkable(&self) -> bool {
        self.version < 3
    }
}

/// Plans a batch. Every command depends only on earlier ones.
///
/// With `halt`, requests follow each other, since none may run after a failed command.
pub(super) fn plan(nodes: &[Node], halt: bool) -> Vec<Chunk> {
    let mut plan = Plan {
        nodes,
        chunks: Vec::new(),
        chunk_of: vec![0; nodes.len()],
    };
    if halt {
        plan.in_order();
    } else {
        plan.by_group();
    }
    for chunk in &mut plan.chunks {
        chunk.commands.sort_unstable();
    }
    plan.chunks.sort_by_key(|chunk| chunk.stage);
    plan.chunks
}

struct Plan<'a> {
    nodes: &'a [Node],
    chunks: Vec<Chunk>,
    /// The chunk of each command that has one.
    chunk_of: Vec<usize>,
}

impl Plan<'_> {
    fn in_order(&mut self) {
        for (command, node) in self.nodes.iter().enumerate() {
            let last = self.chunks.len().checked_sub(1);
            let fits = last.filter(|last| {
                // The documentation does not say what REST 3.0 does with the rest after a command
                // has failed.
                node.is_linkable()
                    && self.room(*last, node.version) > 0
                    && !node
                        .needs
                        .iter()
                        .any(|need| need.by_value && self.chunk_of[need.on] == *last)
            });
            let chunk = fits.unwrap_or_else(|| self.open(node.version, self.chunks.len()));
            self.put(command, chunk);
        }
    }

    /// Commands that depend on each other share a request if they can.
    fn by_group(&mut self) {
        for group in groups(self.nodes) {
            let first = &self.nodes[group[0]];
            let together = group.len() == 1
                || group.len() <= MOST
                    && group.iter().all(|command| {
                        let node = &self.nodes[*command];
                        node.is_linkable() && !node.needs.iter().any(|need| need.by_value)
                    });
            if together {
                let chunk = self.find(first.version, 0, group.len());
                for command in group {
                    self.put(command, chunk);
                }
            } else {
                for command in group {
                    let chunk = self.after_its_needs(command);
                    self.put(command, chunk);
                }
            }
        }
    }

    /// The request of the last command that it depends on, if there is room, or else one of a later
    /// stage.
    fn after_its_needs(&mut self, command: usize) -> usize {
        let node = &self.nodes[command];
        let last = node
            .needs
            .iter()
            .map(|need| self.chunk_of[need.on])
            .max_by_key(|chunk| self.chunks[*chunk].stage);
        let Some(last) = last else {
            return self.find(node.version, 0, 1);
        };
        let stage = self.chunks[last].stage;
        let is_earlier = |need: &Need| {
            let chunk = self.chunk_of[need.on];
            self.chunks[chunk].stage < stage || (chunk == last && !need.by_value)
        };
        if node.is_linkable()
            && self.room(last, node.version) > 0
            && node.needs.iter().all(is_earlier)
        {
            return last;
        }
        self.find(node.version, stage + 1, 1)
    }

    /// Number of commands of a version that a request can still take.
    fn room(&self, chunk: usize, version: u8) -> usize {
        let chunk = &self.chunks[chunk];
        if chunk.version == version {
            MOST.saturating_sub(chunk.commands.len())
        } else {
            0
        }
    }

    /// A request of a stage with room for so many commands.
    fn find(&mut self, version: u8, stage: usize, commands: usize) -> usize {
        let mut chunks = 0..self.chunks.len();
        let found = chunks.find(|chunk| {
            self.chunks[*chunk].stage == stage && self.room(*chunk, version) >= commands
        });
        found.unwrap_or_else(|| self.open(version, stage))
    }

    fn open(&mut self, version: u8, stage: usize) -> usize {
        self.chunks.push(Chunk {
            version,
            stage,
            commands: Vec::new(),
        });
        self.chunks.len() - 1
    }

    fn put(&mut self, command: usize, chunk: usize) {
        self.chunk_of[command] = chunk;
        self.chunks[chunk].commands.push(command);
    }
}

/// Groups of commands that do not depend on each other's, each in order.
fn groups(nodes: &[Node]) -> Vec<Vec<usize>> {
    fn root(parents: &mut [usize], mut node: usize) -> usize {
        while parents[node] != node {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }
        node
    }
    let mut parents: Vec<usize> = (0..nodes.len()).collect();
    for (command, node) in nodes.iter().enumerate() {
        for need in &node.needs {
            let (one, other) = (root(&mut parents, command), root(&mut parents, need.on));
            // The earliest command represents its group.
            parents[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for command in 0..nodes.len() {
        groups[root(&mut parents, command)].push(command);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(needs: &[usize]) -> Node {
        Node {
            version: 2,
            needs: needs
                .iter()
                .map(|on| Need {
                    on: *on,
                    by_value: false,
                })
                .collect(),
        }
    }

    /// Stage and size of each request.
    fn sizes(nodes: &[Node]) -> Vec<(usize, usize)> {
        plan(nodes, false)
            .iter()
            .map(|chunk| (chunk.stage, chunk.commands.len()))
            .collect()
    }

    #[test]
    fn independent_commands_fill_requests() {
        assert_eq!(sizes(&vec![node(&[]); 120]), [(0, 50), (0, 50), (0, 20)]);
        assert_eq!(sizes(&[]), []);
    }

    #[test]
    fn commands_that_need_each_other_stay_together() {
        // 60 pairs: 25 of them fill a request, and no pair is split.
        let pairs: Vec<Node> = (0..120)
            .map(|at| {
                if at % 2 == 0 {
                    node(&[])
                } else {
                    node(&[at - 1])
                }
            })
            .collect();
        assert_eq!(sizes(&pairs), [(0, 50), (0, 50), (0, 20)]);
        // The first request has room for one more command, but the pair stays together.
        let mut pair = vec![node(&[]); 50];
        pair.push(node(&[49]));
        assert_eq!(sizes(&pair), [(0, 49), (0, 2)]);
    }

    #[test]
    fn a_group_that_is_too_large_is_cut_in_order() {
        let mut star = vec![node(&[])];
        star.extend(vec![node(&[0]); 120]);
        assert_eq!(sizes(&star), [(0, 50), (1, 50), (1, 21)]);
        let chain: Vec<Node> = (0..120_usize)
            .map(|at| {
                at.checked_sub(1)
                    .map_or(node(&[]), |before| node(&[before]))
            })
            .collect();
        assert_eq!(sizes(&chain), [(0, 50), (1, 50), (2, 20)]);
    }

    #[test]
    fn what_the_portal_cannot_link_waits_for_the_value() {
        let mut by_value = node(&[0]);
        by_value.needs[0].by_value = true;
        assert_eq!(sizes(&[node(&[]), by_value.clone()]), [(0, 1), (1, 1)]);
        let newer = |needs: &[usize]| Node {
            version: 3,
            ..node(needs)
        };
        assert_eq!(sizes(&[newer(&[]), newer(&[])]), [(0, 2)]);
        assert_eq!(
            sizes(&[newer(&[]), newer(&[0]), node(&[1])]),
            [(0, 1), (1, 1), (2, 1)]
        );
        assert_eq!(sizes(&[newer(&[]), node(&[])]), [(0, 1), (0, 1)]);
        let halting = plan(
            &[node(&[]), by_value, newer(&[]), newer(&[]), node(&[])],
            true,
        );
        let stages: Vec<_> = halting
            .iter()
            .map(|chunk| (chunk.stage, chunk.commands.clone()))
            .collect();
        assert_eq!(
            stages,
            [
                (0, vec![0]),
                (1, vec![1]),
                (2, vec![2]),
                (3, vec![3]),
                (4, vec![4])
            ]
        );
    }

    prop_compose! {
        fn nodes()(draws in prop::collection::vec((prop::bool::weighted(0.1), prop::collection::vec((any::<prop::sample::Index>(), prop::bool::weighted(0.1)), 0..3)), 0..260)) -> Vec<Node> {
            draws.iter().enumerate().map(|(at, (newer, needs))| Node {
                version: if *newer { 3 } else { 2 },
                needs: if at == 0 { Vec::new() } else {
                    needs.iter().map(|(on, by_value)| Need { on: on.index(at), by_value: *by_value }).collect()
                },
            }).collect()
        }
    }

    proptest! {
        #[test]
        fn every_command_is_sent_once_and_after_what_it_needs(nodes in nodes(), halt: bool) {
            let chunks = plan(&nodes, halt);
            let mut position = vec![None; nodes.len()];
            for (index, chunk) in chunks.iter().enumerate() {
                prop_assert!(!chunk.commands.is_empty() && chunk.commands.len() <= MOST);
                prop_assert!(chunk.commands.is_sorted());
                for command in &chunk.commands {
                    prop_assert_eq!(nodes[*command].version, chunk.version);
                    prop_assert_eq!(position[*command].replace(index), None);
                }
            }
            for (command, node) in nodes.iter().enumerate() {
                let own = position[command].expect("a position");
                for need in &node.needs {
                    let other = position[need.on].expect("a position");
                    if own == other {
                        prop_assert!(node.version == 2 && !need.by_value && need.on < command);
                    } else {
                        prop_assert!(chunks[other].stage < chunks[own].stage);
                    }
                }
            }
            if halt {
                let order: Vec<usize> = chunks.iter().flat_map(|chunk| chunk.commands.clone()).collect();
                prop_assert!(order.is_sorted());
            }
        }
    }
}
