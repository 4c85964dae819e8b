//! Other languages: the commands and questions of German, French, Spanish, Chinese and Japanese, and the words that tell them.
//!
//! The nouns of the field are the same in all of them. What is here is small on purpose: it is enough to tell the job of a plain
//! request, and where it is not, Rustora asks back.

use crate::route::Job;

use super::jobs::Weighted;

/// The phrases of each job.
pub(in crate::route) const JOBS: &[(Job, &[Weighted])] = &[
    (Job::Review, &[
        ("prufe|prufen|prueft|pruefe|pruefen|uberprufe|uberprufen|begutachte|durchsehen|kontrolliere", 4.0),
        ("schau|sieh .. an|durch", 3.0), ("was ist . falsch|schlecht|faul", 4.0), ("fehler|probleme in|im|meinem", 2.0),
        ("relis|relire|relisez|verifie|verifier|verifiez|examine|examiner|examinez|revise|reviser|audite|auditer", 4.0), ("jette|jeter un oeil", 3.5),
        ("revisa|revisar|revises|revise|audita|auditar|comprueba|comprobar|examina|examinar", 4.0), ("echa|echar un vistazo", 3.5),
        ("审查", 4.0), ("审核", 4.0), ("检查", 3.5), ("评审", 4.0), ("看看", 2.0), ("看一下", 2.0), ("有什么问题", 3.5),
        ("レビュー", 4.0), ("チェック", 3.0), ("見て", 2.0), ("確認して", 3.0),
    ]),
    (Job::Build, &[
        ("baue|bauen|erstelle|erstellen|implementiere|implementieren|programmiere|programmieren|generiere|schreibe|entwickle|entwickeln", 4.0),
        ("construis|construire|construisez|cree|creer|creez|implemente|implementer|developpe|developper|genere|generer|ecris", 4.0),
        ("construye|construir|crea|crear|implementa|implementar|desarrolla|desarrollar|genera|generar|hazme", 4.0),
        ("构建", 4.0), ("实现", 3.5), ("创建", 4.0), ("搭建", 4.0), ("开发", 3.5), ("写一个", 3.5), ("生成", 3.5),
        ("作って", 4.0), ("作成", 4.0), ("構築", 4.0), ("実装", 4.0), ("作りたい", 4.0),
    ]),
    (Job::Design, &[
        ("entwirf|entwerfe|entwerfen|konzipiere|konzipieren|plane|skizziere|modelliere", 4.0), ("architektur fur|eines|einer|von", 3.5), ("wie .. entwerfen|aufbauen|architektur", 3.0),
        ("concois|concevoir|concevez|dessine|planifie|imagine", 4.0), ("architecture pour|dun|dune|de", 3.0), ("comment concevoir|architecturer", 2.5),
        ("disena|disenar|disene|disenes|planifica|esboza", 4.0), ("arquitectura para|de", 3.0), ("como disenar|disenaria|disenarias", 2.5),
        ("设计", 4.0), ("架构", 2.0), ("如何设计", 2.0), ("怎么设计", 2.0), ("规划", 3.0),
        ("設計", 4.0), ("アーキテクチャ", 2.0),
    ]),
    (Job::Advise, &[
        ("wie|warum|weshalb|welche|welcher|welches|wann|wo|soll|sollte|was", 2.5), ("soll|sollte ich|man|wir", 2.0), ("wo . anfangen|beginnen", 4.0),
        ("unterschied|unterschiede zwischen", 3.0), ("wie gehe|gehen|mache|macht|kann|konnen|vermeide|nutze|verwende", 1.5), ("empfiehl|empfehle|erklare|erklar|rate|berate", 4.0), ("besser", 1.5),
        ("comment|pourquoi|quel|quelle|quels|quelles|quand|faut|dois", 2.5), ("ou commencer", 4.0), ("par ou", 4.0), ("explique|expliquer|conseille|conseiller|recommande", 4.0), ("difference entre", 3.0), ("vaut il mieux", 3.0),
        ("como|cual|cuales|cuando|debo|deberia|donde|porque", 2.5), ("por que", 2.5), ("empiezo|empezar|comienzo|comenzar", 3.0), ("explica|explicar|aconseja|recomienda|recomiendas", 4.0), ("diferencia entre", 3.0),
        ("怎么", 2.5), ("怎样", 2.5), ("如何", 2.5), ("为什么", 3.5), ("哪个", 3.5), ("应该", 3.0), ("区别", 3.5), ("什么是", 3.0), ("从哪里开始", 5.0), ("推荐", 3.5), ("解释", 3.5), ("还是", 1.5),
        ("どう", 2.5), ("なぜ", 3.5), ("どちら", 3.5), ("どれ", 3.0), ("べき", 3.0), ("違い", 3.5), ("教えて", 3.0), ("とは", 2.0), ("どこから始め", 5.0), ("おすすめ", 3.5), ("方法", 1.5),
    ]),
    (Job::Memory, &[
        ("merk|merke dir", 7.0), ("vergiss", 7.0), ("ab jetzt|sofort", 6.0),
        ("souviens|rappelle toi", 7.0), ("oublie", 7.0), ("desormais", 6.0),
        ("recuerda que", 7.0), ("olvida", 7.0), ("ahora en adelante", 6.0),
        ("记住", 7.0), ("忘记", 7.0), ("覚えて", 7.0), ("忘れて", 7.0),
    ]),
];

/// Words that tell a language of Latin letters. English needs none: it is what is left.
pub(in crate::route) const TELLING: &[(&str, &[&str])] = &[
    ("German", &[
        "der", "die", "das", "ein", "eine", "einen", "und", "oder", "ich", "wir", "mit", "fur", "auf", "nicht", "ist", "wie", "bitte", "von", "zu", "ohne", "kannst", "mochte",
        "verbindungspool", "gleichzeitige", "datenbank", "warum", "mein", "meinen", "meine", "um", "baue", "entwirf", "prufe",
    ]),
    ("French", &[
        "le", "la", "les", "un", "une", "et", "ou", "je", "nous", "avec", "pour", "pas", "est", "comment", "peux", "mon", "ma", "mes", "du", "des", "sans", "vous", "tu", "qui", "construis", "concois", "relis",
    ]),
    ("Spanish", &[
        "el", "la", "los", "las", "un", "una", "y", "o", "con", "para", "no", "es", "como", "puedes", "mi", "mis", "del", "sin", "que", "por", "quiero", "disena", "construye", "revisa", "empiezo",
    ]),
    ("Portuguese", &["o", "os", "uma", "com", "para", "nao", "como", "meu", "minha", "sem", "voce", "preciso", "quero"]),
    ("Italian", &["il", "gli", "uno", "una", "con", "per", "non", "come", "mio", "senza", "voglio", "posso", "della"]),
];
