/** The same cases in every run: a run that fails here fails everywhere. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 2026 });
