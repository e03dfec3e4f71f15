"""How do people reach the product: pages, sign-in, live updates.

This porch speaks HTTP and sees role views only.
"""
