//! What asks for which job, in English.
//!
//! A phrase counts once, where it first stands. `^` wants it where a command stands, so that `review it` weighs more than `the
//! review`. The present participle is mostly a setting and no command (`I'm building …`), so it weighs little.

use crate::route::Job;

/// A phrase, and what it says for a job; below zero it speaks against it.
pub(in crate::route) type Weighted = (&'static str, f64);

/// The phrases of each job.
pub(in crate::route) const JOBS: &[(Job, &[Weighted])] = &[
    (Job::Review, REVIEW),
    (Job::Build, BUILD),
    (Job::Design, DESIGN),
    (Job::Advise, ADVISE),
    (Job::Memory, MEMORY),
];

const REVIEW: &[Weighted] = &[
    ("^review|reviewing", 4.0),
    ("^review|reviewing of|my|the|this|our|these|what|src", 1.0),
    ("^do|give|make|run|perform . review|audit", 4.0),
    ("code review", 3.0),
    ("pr|mr|diff|commit|branch|crate review", 4.0),
    ("double check|checking", 4.0),
    (
        "^audit|critique|inspect|lint|proofread|scrutinize|scrutinise|vet",
        4.0,
    ),
    ("security|performance audit|review", 2.5),
    (
        "^check|recheck|analyse|analyze|examine|scan|verify|assess",
        2.5,
    ),
    (
        "^check|analyse|analyze|examine|scan|verify|assess . code|crate|crates|commit|commits|branch|handler*|src|diff|changes|module|file|pr|it",
        1.5,
    ),
    ("look at|over|through", 2.5),
    ("have|take a|another . look", 2.5),
    (
        "go|going|read|walk through|over . code|src|module|file|diff|changes",
        4.0,
    ),
    (
        "find|spot|catch|hunt|detect|search|flag|point|list . bug|bugs|mistake*|problem*|issue*|smell*|leak*|race|races|deadlock*|non|vulnerabilit*|anything|out",
        4.0,
    ),
    (
        "review|check|look . code|changes|diff|branch|commit|commits|handler*|pr|crate|module|patch|implementation",
        1.5,
    ),
    (
        "whats|what|anything|something is|was|s . wrong|off|bad . with|in|about",
        4.0,
    ),
    ("whats|anything|something wrong|off with|in|about", 4.0),
    (
        "is|are|does|do my|our|this|these . safe|secure|sound|correct|idiomatic|vulnerable|leak*|racy|deadlock*|panic*|right|ok|good|block*",
        3.5,
    ),
    (
        "is|does|are|do . my|this|the . code|handler*|function|module|implementation . safe|sound|correct|right|ok|good|leak*|idiomatic|block*|deadlock*|race",
        3.0,
    ),
    (
        "any . bugs|problems|issues|races|deadlocks|leaks|race|smells|vulnerabilities|mistakes in|with|here",
        3.5,
    ),
    (
        "does|do|can|could|is|are .. leak|leaks|deadlock|deadlocks|panic|panics|overflow|race|block|blocks",
        1.5,
    ),
    ("which|what . tests|cases . missing|lacking|absent", 3.0),
    (
        "my|this|our|these|the . code|diff|pr|patch|commit|commits|changes",
        1.0,
    ),
    ("code i|we . wrote|written|have", 1.5),
    ("pull request|requests", 1.5),
    ("second opinion .. code", 2.5),
    ("second pair of eyes", 2.5),
    ("feedback on", 2.5),
    ("before i|we push|merge|commit|ship", 1.5),
    (
        "improve|clean|refactor|fix . code|handler*|function|module|crate|src",
        2.0,
    ),
    (
        "rate|judge|grade|roast . my|this|our code|crate|service|handler*",
        3.5,
    ),
];

const BUILD: &[Weighted] = &[
    (
        "^build|create|implement|scaffold|generate|bootstrap|prototype|code|produce",
        4.0,
    ),
    (
        "^make|write|start|spin|develop|set|setup|deliver|provide",
        1.5,
    ),
    (
        "^make|write|start|spin|develop|set|setup|deliver|provide .. server|service|services|api|apis|backend|app|application|project|microservice|gateway|proxy|bot|worker|daemon|workspace|shortener|store|broker|queue|program|binary",
        3.0,
    ),
    ("^write . code|implementation", 2.5),
    ("build it|this|me|us|that", 1.5),
    (
        "create|generate|give|get . project|skeleton|template|boilerplate|starter|workspace|repo|repository|scaffold|scaffolding",
        3.0,
    ),
    (
        "starter|project|boilerplate template|skeleton|project|code",
        1.5,
    ),
    ("design and build|implement|code|create|develop", 5.0),
    ("^rewrite|port|migrate|convert .. rust", 4.0),
    (
        "working|complete|full|runnable|ready . code|implementation|server|service|backend|project|example",
        1.5,
    ),
    (
        "^a|an|the|some|new . server|service|api|backend|gateway|microservice|proxy|app|application|daemon",
        2.5,
    ),
    (
        "im|were|am|are|currently building|creating|implementing|writing|developing",
        0.5,
    ),
    (
        "write|draft|draw|record . adr|adrs|doc|document|documentation|proposal|diagram|spec",
        -4.0,
    ),
    (
        "build|building . script*|time|times|pipeline|pipelines|error*|fail*|cache|slow|broken|status",
        -4.0,
    ),
    (
        "can|able|need|needs|must|should . handle|serve|sustain|hold",
        0.5,
    ),
];

const DESIGN: &[Weighted] = &[
    ("^design|designing|architect|redesign", 4.0),
    (
        "^plan|sketch|model|propose|outline|specify|draft|draw|lay|devise|conceive",
        2.0,
    ),
    (
        "^plan|sketch|propose|outline|specify|draft|draw|lay|devise|conceive .. architecture|design|system|schema|broker|queue|service|backend|pipeline|model|api|platform|cluster|rollout|diagram",
        2.5,
    ),
    (
        "how should|would|could|can|do|might i|we|you|one . design|architect|redesign",
        5.0,
    ),
    ("how to . design|architect|redesign", 5.0),
    (
        "how should|would i|we|you structure|organise|organize|lay|partition|shard|split .. system|services|platform|pipeline|data|queue|tables|database|microservices",
        3.5,
    ),
    (
        "design|architect . system|queue|service|broker|ledger|schema|platform|backend|pipeline|api|store",
        1.0,
    ),
    (
        "system|architecture|architectural|api|database|schema|backend|high|low|technical design|blueprint|plan|diagram|overview|level|specification",
        2.0,
    ),
    ("system design", 2.0),
    ("design doc|document|proposal|review|spec", 2.0),
    ("architecture|design for|of|look|would|needs", 2.5),
    ("whats|what|which . architecture|topology", 2.5),
    ("architecture", 1.0),
    ("write|draft|draw|record . adr|adrs|diagram", 4.0),
    ("architecture decision", 4.0),
    ("adr|adrs", 1.5),
    ("capacity plan|planning|model|estimate|calculation", 4.0),
    (
        "how many . nodes|machines|servers|replicas|shards|partitions|instances|brokers",
        3.0,
    ),
    ("what|which . data model|schema", 2.5),
    ("data model", 1.5),
    ("threat model|models|modelling|modeling|analysis", 3.0),
    ("failure modes|mode", 1.5),
    ("component|sequence|c4|deployment diagram", 3.0),
    (
        "^a|an . queue|broker|system|pipeline|architecture|platform|ledger|cluster|bus|log",
        2.5,
    ),
    ("distributed|replicated|sharded|partitioned", 0.5),
    ("design pattern|patterns", -3.0),
    ("design and build|implement|code|create|develop", -4.0),
    ("non functional|nonfunctional requirements", 1.5),
];

const ADVISE: &[Weighted] = &[
    ("where|how . start|begin", 6.0),
    (
        "^advise|recommend|suggest|explain|compare|teach|tell|describe",
        4.0,
    ),
    ("advise me|us", 2.0),
    ("should|shall|must i|we|you|one", 4.0),
    ("what should|would", 2.0),
    (
        "which . crate|crates|library|framework|database|db|runtime|orm|broker|queue|store|cache|driver|approach|option|one|tool|isolation|protocol|format|is",
        4.0,
    ),
    (
        "what|whats . best|right|recommended|idiomatic|proper|good|usual|standard|sensible",
        4.0,
    ),
    (
        "best|good|common|recommended practice|practices|way|approach",
        3.0,
    ),
    (
        "how do|does|did|can|could|to|would|should|much|often|long|big|large|many|is|are|come",
        3.5,
    ),
    (
        "how many . nodes|machines|servers|replicas|shards|partitions|instances|brokers",
        -4.0,
    ),
    ("can|could|may i|we|one", 2.5),
    ("what . reason|reasons|cause|causes", 3.0),
    ("what could|can|might be", 2.0),
    ("gets|becomes|is|gone slow|stuck|unresponsive", 1.5),
    (
        "how do|can|could|to . you|i|we . structure|organise|organize|handle|test|deploy|configure|tune|avoid|prevent|limit|use|make|get|do",
        1.0,
    ),
    ("whats|what|is . difference|differences", 4.0),
    ("what is|are|does|do|happens|makes", 2.0),
    ("whats a|an|the", 2.0),
    ("when should|would|do|to|is", 3.0),
    (
        "why is|does|do|are|did|would|should|not|cant|doesnt|isnt|my|the|cannot",
        3.5,
    ),
    ("trade offs|off", 4.0),
    ("tradeoff|tradeoffs", 4.0),
    ("pros and cons", 4.0),
    (
        "pros|advantages|disadvantages|downsides|drawbacks|benefits of",
        2.5,
    ),
    ("vs|versus", 3.0),
    ("or .. better|faster|enough|fine|instead|sufficient", 2.0),
    (
        "is|are|does|do|would|will it|that|this|there . ok|okay|safe|fine|enough|worth|sensible|possible|necessary|wise|scale|better|a",
        3.0,
    ),
    (
        "is|are . enough|overkill|ready|worth|suitable|better|faster|sufficient|good",
        3.0,
    ),
    ("do|does i|we . need|have", 2.5),
    (
        "advice|guidance|recommendation|recommendations|tips|suggestions|opinion|opinions|thoughts|debating|whether",
        2.5,
    ),
    (
        "help . decide|choose|understand|pick|choosing|deciding|picking",
        4.0,
    ),
    ("^decide|choose|pick between", 3.0),
    ("better|prefer|rather to|than|use", 1.0),
    (
        "im|am|were|are new|starting|unsure|confused|torn|stuck|wondering|struggling|considering|thinking",
        1.5,
    ),
    ("not|isnt sure|clear|certain", 1.5),
    (
        "what|which . pool size|size|timeout|limit|number|value",
        2.0,
    ),
    ("how should|would i|we|you design|architect|redesign", -3.0),
    ("how to design|architect", -3.0),
    ("when to|should|would", 1.5),
    ("what do|does you . think|recommend|suggest|mean", 3.0),
];

const MEMORY: &[Weighted] = &[
    ("^remember", 7.0),
    ("^forget", 7.0),
    ("^memorize|memorise|memorize", 7.0),
    ("^note|save|record|store that|this|for", 3.5),
    ("keep in mind", 6.0),
    ("from now on", 7.0),
    ("for|in . future|next .. always|never|use|prefer", 3.5),
    ("^always|never use|commit|add|write|call", 5.0),
    (
        "what|anything|do . you . remember|remembered|know about|memorized",
        7.0,
    ),
    ("your|project|agent memory", 1.5),
    ("stop remembering", 7.0),
];
