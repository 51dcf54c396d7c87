"""Explorers: small apps with sliders, one module per lesson that has one."""
