/** Of a unit or a percent sign, an ordinary space before it: the line could break there. */
export const loose = /[\d}] (%|W|kW|MW|[MGk]Wh|GB|TB|To|Go|min|Mio\.|Mrd\.|Bio\.|TFLOP\/s)(?![\p{L}\d/])/u
/** Straight quotes, and two spaces. */
export const crude = /'|\s{2}(?!$)/
/** Code within a sentence, which stays as a machine reads it. */
export const code = /(-o |from: |to: |kind: )'[^']*'|\{ ".*\}/g
/** What a typesetter of the language would mend. */
export const untidy: Readonly<Record<string, RegExp>> = {
  // A particle that only fits some endings, and the plain style.
  ko: /\{[=~*]?\d\}(은|는|이|가|을|를|과|와|로|으로)(?![(가-힣])|\(을\)를|(?<!니)다\.(?= |$)/,
  de: /[‘«»]|\bz\. B|\bu\. a|-\u00a0%|\d-\d+ GWh/,
  fr: / [:;!?%»]|« |[^\u00a0(][»%]|\d[ \u00a0]\d{3}(?![\dB])|\p{L}[;!?]/u,
}
/** One word for one thing: those that were given up for another. */
export const givenUp: Readonly<Record<string, RegExp>> = {
  // Parameter, use of the peak, stage, context, interleaved, trainer, allocated, links of a chain, replay, price.
  ko: /매개변수|활용률|스테이지|문맥 병렬|교차 (일정|파이프라인)|트레이너|배정|(?<!에서 )이어지는 작업|재생|전기 요금|큐(?!레)|세요/,
  // Log, tokens, micro-batch, rank, carbon, time limit, policy, replay, layout, facility.
  de: /\bLogs?\b|-Log|\bTokens\b|Mikrobatch|\bRank|Kohlenstoff|Zeitlimit|Strategie der|nachgerechnet|Layout\b/,
  // Checkpoint, embedding, layout, cluster, cloud, range, trainer, currency, literary past.
  fr: /checkpoint|embedding|layouts? |cluster|nuage|\bplages?\b|entraîneur|devise|tâches des|\bfut\b|furent/i,
}

/** Parts of a German sentence that hold an English title, or a piece of JSON. */
export const titled = /\(gelesen |^Epoch AI, |exchange von CHF/
