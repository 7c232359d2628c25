/**
 * The HTTP door: who may come in, one event or many, and an answer for each.
 *
 * <p>{@link dev.taly.activity.ingest.Door} takes an {@link dev.taly.activity.ingest.HttpCall} from whatever carries it, a Lambda
 * function or a server. An {@code Entrance} asks for a token of the {@link dev.taly.activity.ingest.TokenCache}; then {@code
 * BodyForm}, {@code BodyText} and {@code EventTexts} take the body apart, the codec checks every event, completed by {@code
 * CallerFacts}, and {@link dev.taly.activity.ingest.Publishing} takes to the topic what may go. {@code Results} says what became
 * of each. What is wrong is a {@link dev.taly.activity.ingest.Fault} or an event's rejection, and never quotes the request.
 */
@NullMarked
package dev.taly.activity.ingest;

import org.jspecify.annotations.NullMarked;
