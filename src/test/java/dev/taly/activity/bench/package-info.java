/**
 * What the code costs, beside the floors that nothing in its place could get below. Not part of the build; to run them:
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "target/test-classes:target/classes:$(cat target/classpath)" org.openjdk.jmh.Main EventCodecBench
 * }</pre>
 *
 * <p>{@code -prof gc} adds the bytes allocated per event. Figures of a shared machine are good for ratios only.
 */
@NullMarked
package dev.taly.activity.bench;

import org.jspecify.annotations.NullMarked;
