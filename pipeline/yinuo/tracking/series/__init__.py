"""Put targets and results of many reports into series: by place, indicator and year."""
