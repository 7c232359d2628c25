package dev.taly.activity.local.sns;

/** One action of the API. */
interface Action {
    /**
     * Does what the request asks and writes the result.
     *
     * @throws SnsException if it is answered with an error
     */
    void run(QueryForm request, XmlWriter result);
}
