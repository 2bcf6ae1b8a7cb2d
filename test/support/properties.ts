import fc from 'fast-check';

/**
 * The seed of every property test: one and the same by default, so that a commit that passed passes again on any
 * machine. Other seeds are what `npm run quality -- properties` looks with; what it finds becomes a case of its own.
 */
const seed = Number(process.env.PROPERTY_SEED ?? 20_261_121);

/** Milliseconds after which a property is held to be shown: for runs that repeat the tests thousands of times. */
const limit = process.env.PROPERTY_TIME_LIMIT;
fc.configureGlobal({
  seed,
  ...(limit === undefined ? {} : { plugins: [fc.interruptAfterTimeLimit(Number(limit), { failOnInterrupt: false })] }),
});

export default fc;
