/** Version of the model and its data; changes when an answer may change. */
export const version = '0.1.0'
