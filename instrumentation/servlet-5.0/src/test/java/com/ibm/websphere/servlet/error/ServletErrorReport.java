package com.ibm.websphere.servlet.error;

/** Stands in for Open Liberty's. */
public final class ServletErrorReport extends Exception {}
